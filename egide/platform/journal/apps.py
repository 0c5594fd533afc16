"""Application entry of platform.journal.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Will register journal with Django."""

    name = "egide.platform.journal"
    label = "journal"
    verbose_name = "Journal"
