"""Application entry of modules.admission_work.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class AdmissionWorkConfig(AppConfig):
    """Will register admission work with Django."""

    name = "egide.modules.admission_work"
    label = "admission_work"
    verbose_name = "Travaux du Commissaire"
