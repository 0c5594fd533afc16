"""Application entry of modules.correspondence.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    """Will register the mail register with Django."""

    name = "egide.modules.correspondence"
    label = "correspondence"
    verbose_name = "Courrier"

    def ready(self) -> None:
        """Will register the sentences of the journal."""
        from egide.modules.correspondence import sentences  # noqa: F401
