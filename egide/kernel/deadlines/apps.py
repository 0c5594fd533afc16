"""Application entry of kernel.deadlines.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    """Will register deadlines with Django."""

    name = "egide.kernel.deadlines"
    label = "deadlines"
    verbose_name = "Échéances"
