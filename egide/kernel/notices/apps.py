"""Application entry of kernel.notices.

Declares the tasks that write digests.
"""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Will register notices with Django."""

    name = "egide.kernel.notices"
    label = "notices"
    verbose_name = "Avis au personnel"

    def ready(self) -> None:
        """Will declare the tasks and follow what happens in the dossiers."""
        from egide.kernel import events
        from egide.kernel.notices import digests  # noqa: F401
        from egide.kernel.notices.delegating import tell_of_delegation
        from egide.kernel.notices.following import tell_of_bounce, tell_of_message
        from egide.platform.accounts import delegations

        events.follow(events.MESSAGE_RECEIVED, tell_of_message)
        events.follow(events.LETTER_BOUNCED, tell_of_bounce)
        delegations.follow(tell_of_delegation)
