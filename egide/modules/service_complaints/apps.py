"""Application entry of modules.service_complaints.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class ServiceComplaintsConfig(AppConfig):
    """Will register service complaints with Django, and their sentences with the journal."""

    name = "egide.modules.service_complaints"
    label = "service_complaints"
    verbose_name = "Plaintes et commentaires sur les services"

    def ready(self) -> None:
        """Will register the sentences of the journal."""
        from egide.modules.service_complaints import sentences  # noqa: F401
