"""Application entry of kernel.imports.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Will register imports with Django."""

    name = "egide.kernel.imports"
    label = "imports"
    verbose_name = "Reprise de l’ancien"
