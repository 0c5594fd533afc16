"""Application entry of interfaces.public.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Will register public with Django."""

    name = "egide.interfaces.public"
    label = "public"
    verbose_name = "Site public"
