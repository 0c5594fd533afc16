"""Application entry of modules.admission_complaints.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class AdmissionComplaintsConfig(AppConfig):
    """Will register admission complaints with Django."""

    name = "egide.modules.admission_complaints"
    label = "admission_complaints"
    verbose_name = "Plaintes au Commissaire"
