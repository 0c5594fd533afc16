"""Application entry of kernel.gate.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class GateConfig(AppConfig):
    """Will register gate with Django."""

    name = "egide.kernel.gate"
    label = "gate"
    verbose_name = "Accès"
