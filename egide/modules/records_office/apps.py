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
        """Will offer to open the files of older systems, and give the journal its sentences."""
        from egide.kernel.imports import openers
        from egide.modules.records_office.importing import OldFiles
        from egide.platform.journal.wording import register

        openers.register(OldFiles())
        register(
            {
                "sealed_series.released": "Dates d’une série scellée communiquées à la gestion documentaire ({kind}).",
                "sealed_series.withdrawn": "Dates d’une série scellée retirées à la gestion documentaire ({kind}).",
            }
        )
