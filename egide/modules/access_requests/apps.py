"""Application entry of modules.access_requests.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class AccessRequestsConfig(AppConfig):
    """Will register access requests with Django."""

    name = "egide.modules.access_requests"
    label = "access_requests"
    verbose_name = "Accès à l’information"
