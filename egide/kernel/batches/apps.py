"""Application entry of kernel.batches.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class BatchesConfig(AppConfig):
    """Will register batches with Django."""

    name = "egide.kernel.batches"
    label = "batches"
    verbose_name = "Travaux en lot"
