"""Application entry of kernel.exports.

Declares the tasks that make and expire files, and the journal's sentences.
"""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """Will register exports with Django."""

    name = "egide.kernel.exports"
    label = "exports"
    verbose_name = "Exportations"

    def ready(self) -> None:
        """Will declare the tasks and the sentences."""
        from egide.kernel.exports import sentences, tasks  # noqa: F401
