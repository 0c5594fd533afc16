"""Application entry of modules.ombudsman.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class OmbudsmanConfig(AppConfig):
    """Will register ombudsman with Django."""

    name = "egide.modules.ombudsman"
    label = "ombudsman"
    verbose_name = "Protecteur du citoyen"
