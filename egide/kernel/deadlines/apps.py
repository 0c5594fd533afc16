"""Application entry of kernel.deadlines.

Registers the follower of letters that came back, and the nightly sweep.
"""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    """Will register deadlines with Django."""

    name = "egide.kernel.deadlines"
    label = "deadlines"
    verbose_name = "Échéances"

    def ready(self) -> None:
        """Will follow the letters that come back, and declare the nightly sweep."""
        from egide.kernel import events
        from egide.kernel.deadlines import sweeping  # noqa: F401
        from egide.kernel.deadlines.bouncing import unmeet

        events.follow(events.LETTER_BOUNCED, unmeet)
