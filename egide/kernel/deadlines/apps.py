"""Application entry of kernel.deadlines.

Registers the follower of letters that came back.
"""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    """Will register deadlines with Django."""

    name = "egide.kernel.deadlines"
    label = "deadlines"
    verbose_name = "Échéances"

    def ready(self) -> None:
        """Will follow the letters that come back."""
        from egide.kernel import events
        from egide.kernel.deadlines.bouncing import unmeet

        events.follow(events.LETTER_BOUNCED, unmeet)
