"""Application entry of modules.mandates.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class OfficeMandatesConfig(AppConfig):
    """Will register office mandates with Django."""

    name = "egide.modules.mandates"
    label = "office_mandates"
    verbose_name = "Mandats"

    def ready(self) -> None:
        """Will register the sentences and follow the moves."""
        from egide.kernel import events
        from egide.modules.mandates import sentences  # noqa: F401
        from egide.modules.mandates.following import tell_of_move

        events.follow(events.MOVED, tell_of_move)
