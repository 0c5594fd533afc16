"""Application entry of kernel.paper.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class PaperConfig(AppConfig):
    """Will register paper with Django."""

    name = "egide.kernel.paper"
    label = "paper"
    verbose_name = "Documents sur papier"

    def ready(self) -> None:
        """Will give the journal and the notices the sentences of paper, and declare the nightly task."""
        from egide.kernel.paper import lending, sentences  # noqa: F401
