"""Application entry of interfaces.administration.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    """Will register the administration’s screens with Django."""

    name = "egide.interfaces.administration"
    label = "administration"
    verbose_name = "Administration"
