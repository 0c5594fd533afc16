"""Application entry of kernel.uploads.

Declares the nightly task.
"""

from django.apps import AppConfig


class UploadsConfig(AppConfig):
    """Will register uploads with Django."""

    name = "egide.kernel.uploads"
    label = "uploads"
    verbose_name = "Envois reprenables"

    def ready(self) -> None:
        """Will declare the task."""
        from egide.kernel.uploads import tasks  # noqa: F401
