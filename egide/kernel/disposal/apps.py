"""Application entry of kernel.disposal.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class DisposalConfig(AppConfig):
    """Will register disposal with Django."""

    name = "egide.kernel.disposal"
    label = "disposal"
    verbose_name = "Disposition finale"

    def ready(self) -> None:
        """Will declare the tasks and the sentences."""
        from egide.kernel.disposal import sentences, tasks  # noqa: F401
