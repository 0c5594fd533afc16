"""Application entry of modules.information_cards.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class InformationCardsConfig(AppConfig):
    """Will register information cards with Django, and their sentences with the journal."""

    name = "egide.modules.information_cards"
    label = "information_cards"
    verbose_name = "Fiches de renseignement"

    def ready(self) -> None:
        """Will register the sentences of the journal."""
        from egide.modules.information_cards import sentences  # noqa: F401
