"""Application entry of kernel.letters.

Subscribes to the outcomes of outgoing mail.
"""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Will register letters with Django."""

    name = "egide.kernel.letters"
    label = "letters"
    verbose_name = "Lettres"

    def ready(self) -> None:
        """Will follow what becomes of the messages that carry letters."""
        from egide.kernel.letters.dispatch import follow_outcome
        from egide.platform.mail.outcomes import on_outcome

        on_outcome(follow_outcome)
