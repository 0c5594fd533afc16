"""Application entry of kernel.scans.

Declares the scanner’s round.
"""

from django.apps import AppConfig


class ScansConfig(AppConfig):
    """Will register scans with Django."""

    name = "egide.kernel.scans"
    label = "scans"
    verbose_name = "Lots du numériseur"

    def ready(self) -> None:
        """Will declare the task."""
        from egide.kernel.scans import tasks  # noqa: F401
