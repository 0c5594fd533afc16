"""Application entry of modules.access_requests.examination.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class AccessExaminationConfig(AppConfig):
    """Will register access examination with Django."""

    name = "egide.modules.access_requests.examination"
    label = "access_examination"
    verbose_name = "Examen des documents demandés"
