"""Application entry of kernel.handover.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    """Will register handover with Django, and its sentences with the journal."""

    name = "egide.kernel.handover"
    label = "handover"
    verbose_name = "Remises entre compartiments"

    def ready(self) -> None:
        """Will register the sentences of the journal."""
        from egide.kernel.handover import sentences  # noqa: F401
