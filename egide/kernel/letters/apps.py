"""Application entry of kernel.letters.

Subscribes to the outcomes and the returns of outgoing mail; says what its notices mean.
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
        from egide.kernel.letters.returns import follow_return
        from egide.kernel.notices.wording import register
        from egide.platform.journal import wording as journal_wording
        from egide.platform.mail.outcomes import on_outcome, on_return

        register(
            {
                "letter.returned": "Une lettre que vous avez préparée vous est retournée, avec ce qui est à revoir."
            }
        )
        journal_wording.register({"letterhead.edited": "En-tête des lettres modifié."})
        on_outcome(follow_outcome)
        on_return(follow_return)
