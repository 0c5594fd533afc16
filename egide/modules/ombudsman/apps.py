"""Application entry of modules.ombudsman.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class OmbudsmanConfig(AppConfig):
    """Will register the exchanges with Django, and their sentences with the journal."""

    name = "egide.modules.ombudsman"
    label = "ombudsman"
    verbose_name = "Protecteur du citoyen"

    def ready(self) -> None:
        """Will register the sentences of the journal, and follow the end of the exchanges."""
        from egide.kernel import events
        from egide.modules.ombudsman import sentences  # noqa: F401
        from egide.modules.ombudsman.releasing import follow_move

        events.follow(events.MOVED, follow_move)
        events.follow(events.UNDONE, follow_move)
