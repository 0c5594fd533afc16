"""Application entry of modules.records_office.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class RecordsOfficeConfig(AppConfig):
    """Will register records office with Django."""

    name = "egide.modules.records_office"
    label = "records_office"
    verbose_name = "Gestion documentaire"
