"""Application entry of platform.errors.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class ErrorsConfig(AppConfig):
    """Will register errors with Django."""

    name = "egide.platform.errors"
    label = "errors"
    verbose_name = "Erreurs"
