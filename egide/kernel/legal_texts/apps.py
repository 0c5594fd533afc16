"""Application entry of kernel.legal_texts.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class LegalTextsConfig(AppConfig):
    """Will register legal texts with Django."""

    name = "egide.kernel.legal_texts"
    label = "legal_texts"
    verbose_name = "Textes de loi"
