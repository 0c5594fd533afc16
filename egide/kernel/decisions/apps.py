"""Application entry of kernel.decisions.

A letter that left notifies the decisions taken before it.
"""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Will register decisions with Django."""

    name = "egide.kernel.decisions"
    label = "decisions"
    verbose_name = "Décisions"

    def ready(self) -> None:
        """Will follow the letters that leave."""
        from egide.kernel import events
        from egide.kernel.decisions.actions import mark_notified

        events.follow(events.LETTER_SENT, mark_notified)
