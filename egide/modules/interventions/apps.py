"""Application entry of modules.interventions.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class InterventionsConfig(AppConfig):
    """Will register interventions with Django."""

    name = "egide.modules.interventions"
    label = "interventions"
    verbose_name = "Demandes d’intervention"
