"""Application entry of kernel.wordings.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class WordingsConfig(AppConfig):
    """Will register wordings with Django."""

    name = "egide.kernel.wordings"
    label = "wordings"
    verbose_name = "Textes des lettres"
