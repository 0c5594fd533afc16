"""Application entry of kernel.search.

Django reads it; the index itself is kept by triggers of the database.
"""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Will register search with Django."""

    name = "egide.kernel.search"
    label = "search"
    verbose_name = "Recherche dans les textes"

    def ready(self) -> None:
        """Will declare the nightly job to the queue."""
        from egide.kernel.search import tasks  # noqa: F401
