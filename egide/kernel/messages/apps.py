"""Application entry of kernel.messages.

Registers the journal's sentences.
"""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Will register messages with Django; the label leaves « messages » to Django's own."""

    name = "egide.kernel.messages"
    label = "exchanges"
    verbose_name = "Échanges"

    def ready(self) -> None:
        """Will register the sentences."""
        from egide.kernel.messages import sentences  # noqa: F401
