"""Application entry of kernel.scans.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class ScansConfig(AppConfig):
    """Will register scans with Django."""

    name = "egide.kernel.scans"
    label = "scans"
    verbose_name = "Lots du numériseur"
