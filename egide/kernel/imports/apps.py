"""Application entry of kernel.imports.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Will register imports with Django."""

    name = "egide.kernel.imports"
    label = "imports"
    verbose_name = "Reprise de l’ancien"

    def ready(self) -> None:
        """Will give the journal the sentences of imports."""
        from egide.kernel.imports import sentences  # noqa: F401
