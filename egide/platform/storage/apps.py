"""Application entry of platform.storage.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class StorageConfig(AppConfig):
    """Will register storage with Django."""

    name = "egide.platform.storage"
    label = "storage"
    verbose_name = "Entrepôt de documents"
