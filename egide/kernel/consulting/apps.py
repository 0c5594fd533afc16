"""Application entry of kernel.consulting.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class ConsultingConfig(AppConfig):
    """Will register consulting with Django."""

    name = "egide.kernel.consulting"
    label = "consulting"
    verbose_name = "Consultations"
