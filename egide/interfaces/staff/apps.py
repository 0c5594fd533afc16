"""Application entry of interfaces.staff.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Will register staff with Django."""

    name = "egide.interfaces.staff"
    label = "staff"
    verbose_name = "Espace du personnel"

    def ready(self) -> None:
        """Will follow what the staff's screens tell of."""
        from egide.interfaces.staff.conflict_notice import follow

        follow()
