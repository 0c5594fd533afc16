"""Application entry of kernel.notes.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    """Will register notes with Django."""

    name = "egide.kernel.notes"
    label = "notes"
    verbose_name = "Notes et rappels"

    def ready(self) -> None:
        """Will give the journal the sentences of notes."""
        from egide.kernel.notes import sentences  # noqa: F401
