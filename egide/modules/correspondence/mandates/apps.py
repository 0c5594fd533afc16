"""Application entry of modules.correspondence.mandates.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class OfficeMandatesConfig(AppConfig):
    """Will register office mandates with Django."""

    name = "egide.modules.correspondence.mandates"
    label = "office_mandates"
    verbose_name = "Mandats"
