"""Application entry of modules.admission_complaints.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class AdmissionComplaintsConfig(AppConfig):
    """Will register admission complaints with Django, their sentences with the journal, their task with the queue."""

    name = "egide.modules.admission_complaints"
    label = "admission_complaints"
    verbose_name = "Plaintes au Commissaire"

    def ready(self) -> None:
        """Will register the sentences and the task of Monday."""
        from egide.modules.admission_complaints import sentences, tasks  # noqa: F401
