"""Application entry of kernel.uploads.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class UploadsConfig(AppConfig):
    """Will register uploads with Django."""

    name = "egide.kernel.uploads"
    label = "uploads"
    verbose_name = "Envois reprenables"
