"""Application entry of platform.jobs.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Will register jobs with Django."""

    name = "egide.platform.jobs"
    label = "jobs"
    verbose_name = "Travaux"
