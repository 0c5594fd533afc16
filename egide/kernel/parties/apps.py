"""Application entry of kernel.parties.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Will register parties with Django."""

    name = "egide.kernel.parties"
    label = "parties"
    verbose_name = "Parties"
