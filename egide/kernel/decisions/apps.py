"""Application entry of kernel.decisions.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Will register decisions with Django."""

    name = "egide.kernel.decisions"
    label = "decisions"
    verbose_name = "Décisions"
