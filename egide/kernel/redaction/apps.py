"""Application entry of kernel.redaction.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class RedactionConfig(AppConfig):
    """Will register redaction with Django."""

    name = "egide.kernel.redaction"
    label = "redaction"
    verbose_name = "Caviardage"
