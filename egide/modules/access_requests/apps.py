"""Application entry of modules.access_requests.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class AccessRequestsConfig(AppConfig):
    """Will register access requests with Django, and their sentences with the journal."""

    name = "egide.modules.access_requests"
    label = "access_requests"
    verbose_name = "Demandes d’accès à l’information"

    def ready(self) -> None:
        """Will register the sentences of the journal, the morning task that ends recourses, what undoes it."""
        from egide.kernel import events
        from egide.modules.access_requests import ending, sentences  # noqa: F401
        from egide.modules.access_requests.commission import name_commission
        from egide.modules.access_requests.joining import hold_again_when_undone
        from egide.modules.access_requests.written_late import state_silence

        events.follow(events.MOVED, name_commission)
        events.follow(events.MOVED, state_silence)
        events.follow(events.MOVED, hold_again_when_undone)
        events.follow(events.UNDONE, hold_again_when_undone)
