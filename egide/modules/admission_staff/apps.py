"""Application entry of modules.admission_staff.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class AdmissionStaffConfig(AppConfig):
    """Will register admission staff with Django."""

    name = "egide.modules.admission_staff"
    label = "admission_staff"
    verbose_name = "Plaintes sur le personnel du Commissaire"
