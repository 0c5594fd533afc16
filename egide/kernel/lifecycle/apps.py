"""Application entry of kernel.lifecycle.

Registers the system checks of the declarations, the follower of sent letters and the journal's sentences.
"""

from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    """Will register the lifecycle and its checks with Django."""

    name = "egide.kernel.lifecycle"
    label = "lifecycle"
    verbose_name = "Cheminement"

    def ready(self) -> None:
        """Will register the checks, the followers and the sentences."""
        from egide.kernel import events
        from egide.kernel.lifecycle import checks, sentences  # noqa: F401
        from egide.kernel.lifecycle.advancing import ask_to_advance

        events.follow(events.LETTER_SENT, ask_to_advance)
