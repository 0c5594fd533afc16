"""Application entry of kernel.mandates.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class MandatesConfig(AppConfig):
    """Will register mandates with Django."""

    name = "egide.kernel.mandates"
    label = "mandates"
    verbose_name = "Mandats"
