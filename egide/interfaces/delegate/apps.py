"""Application entry of interfaces.delegate.

Django reads it, for its templates; nothing else does.
"""

from django.apps import AppConfig


class DelegateConfig(AppConfig):
    """Will register the pages of delegates with Django."""

    name = "egide.interfaces.delegate"
    label = "delegate"
    verbose_name = "Échanges d’une personne déléguée"
