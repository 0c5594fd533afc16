"""Application entry of modules.privacy_incidents.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class PrivacyIncidentsConfig(AppConfig):
    """Will register privacy incidents with Django."""

    name = "egide.modules.privacy_incidents"
    label = "privacy_incidents"
    verbose_name = "Incidents de confidentialité"
