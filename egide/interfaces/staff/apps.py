"""Application entry of interfaces.staff.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Will register staff with Django."""

    name = "egide.interfaces.staff"
    label = "staff"
    verbose_name = "Espace du personnel"
