"""Application entry of kernel.binding.

Declares the task that binds a whole file; it has no table.
"""

from django.apps import AppConfig


class BindingConfig(AppConfig):
    """Will register binding with Django."""

    name = "egide.kernel.binding"
    label = "binding"
    verbose_name = "Cahiers des pièces"

    def ready(self) -> None:
        """Will declare the task."""
        from egide.kernel.binding import tasks  # noqa: F401
