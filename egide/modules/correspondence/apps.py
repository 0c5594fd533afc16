"""Application entry of modules.correspondence.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    """Will register the mail register with Django."""

    name = "egide.modules.correspondence"
    label = "correspondence"
    verbose_name = "Courrier"

    def ready(self) -> None:
        """Will register the sentences of the journal, and follow what leaves the dossiers."""
        from egide.kernel import events
        from egide.modules.correspondence import outgoing, sentences  # noqa: F401

        events.follow(events.LETTER_SENT, outgoing.follow_letter)
        events.follow(events.LETTER_BOUNCED, outgoing.follow_return)
        events.follow(events.MESSAGE_RECEIVED, outgoing.follow_message)
        events.follow(events.MESSAGE_POSTED, outgoing.follow_message)
