"""Application entry of modules.planning.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Will register the reports with Django, their sentences with the journal and with the notices."""

    name = "egide.modules.planning"
    label = "planning"
    verbose_name = "Rapports périodiques"

    def ready(self) -> None:
        """Will register the sentences."""
        from egide.modules.planning import sentences  # noqa: F401
