"""Application entry of kernel.joining.

Gives the journal its sentences.
"""

from django.apps import AppConfig


class JoiningConfig(AppConfig):
    """Will register joining with Django."""

    name = "egide.kernel.joining"
    label = "joining"
    verbose_name = "Liens entre dossiers"

    def ready(self) -> None:
        """Will give the journal the sentences of links and merges."""
        from egide.kernel.joining import sentences  # noqa: F401
