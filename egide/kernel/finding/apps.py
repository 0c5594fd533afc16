"""Application entry of kernel.finding.

Keeps the words of titles and names as they are saved.
"""

from django.apps import AppConfig


class FindingConfig(AppConfig):
    """Will register finding with Django."""

    name = "egide.kernel.finding"
    label = "finding"
    verbose_name = "Recherche"

    def ready(self) -> None:
        """Will follow each title and each name that is saved."""
        from egide.kernel.finding.keeping import follow

        follow()
