"""Application entry of kernel.search.

Django reads it; the index itself is kept by triggers of the database. Its jobs and its notice are declared here.
"""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Will register search with Django."""

    name = "egide.kernel.search"
    label = "search"
    verbose_name = "Recherche dans les textes"

    def ready(self) -> None:
        """Will declare the jobs to the queue, and what a notice says."""
        from egide.kernel.notices import wording
        from egide.kernel.search import tasks
        from egide.kernel.search.looking import NOTICE

        wording.register({NOTICE: "Un texte nouveau répond à une recherche que vous gardez."})
        assert tasks
