"""Application entry of platform.sendings.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class SendingsConfig(AppConfig):
    """Will register sendings with Django."""

    name = "egide.platform.sendings"
    label = "sendings"
    verbose_name = "Envois de formulaires"
