"""Application entry of kernel.letters.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Will register letters with Django."""

    name = "egide.kernel.letters"
    label = "letters"
    verbose_name = "Lettres"
