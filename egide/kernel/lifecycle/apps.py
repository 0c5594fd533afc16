"""Application entry of kernel.lifecycle.

Registers the system checks of the declarations.
"""

from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    """Will register the lifecycle and its checks with Django."""

    name = "egide.kernel.lifecycle"
    label = "lifecycle"
    verbose_name = "Cheminement"

    def ready(self) -> None:
        """Will register the system checks."""
        from egide.kernel.lifecycle import checks  # noqa: F401
