"""Application entry of modules.privacy_incidents.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class PrivacyIncidentsConfig(AppConfig):
    """Will register the incidents with Django, and their sentences with the journal."""

    name = "egide.modules.privacy_incidents"
    label = "privacy_incidents"
    verbose_name = "Incidents de confidentialité"

    def ready(self) -> None:
        """Will register the sentences of the journal."""
        from egide.modules.privacy_incidents import sentences  # noqa: F401
