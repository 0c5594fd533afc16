"""Application entry of modules.access_requests.examination.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class AccessExaminationConfig(AppConfig):
    """Will register access examination with Django."""

    name = "egide.modules.access_requests.examination"
    label = "access_examination"
    verbose_name = "Examen des documents demandés"

    def ready(self) -> None:
        """Will give the journal its sentences."""
        from egide.modules.access_requests.examination import sentences  # noqa: F401
