"""Application entry of kernel.records.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Will register records with Django."""

    name = "egide.kernel.records"
    label = "records"
    verbose_name = "Conservation"
