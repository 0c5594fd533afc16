"""Application entry of modules.disclosures.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    """Will register disclosures with Django."""

    name = "egide.modules.disclosures"
    label = "disclosures"
    verbose_name = "Divulgations"
