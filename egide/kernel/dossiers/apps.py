"""Application entry of kernel.dossiers.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """Will register dossiers with Django."""

    name = "egide.kernel.dossiers"
    label = "dossiers"
    verbose_name = "Dossiers"
