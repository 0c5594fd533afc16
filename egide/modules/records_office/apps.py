"""Application entry of modules.records_office.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class RecordsOfficeConfig(AppConfig):
    """Will register records office with Django."""

    name = "egide.modules.records_office"
    label = "records_office"
    verbose_name = "Gestion documentaire"

    def ready(self) -> None:
        """Will offer to open the files of older systems."""
        from egide.kernel.imports import openers
        from egide.modules.records_office.importing import OldFiles

        openers.register(OldFiles())
