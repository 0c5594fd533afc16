"""Application entry of modules.admission_work.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class AdmissionWorkConfig(AppConfig):
    """Will register admission work with Django, and its sentences with the journal."""

    name = "egide.modules.admission_work"
    label = "admission_work"
    verbose_name = "Travaux du Commissaire"

    def ready(self) -> None:
        """Will register the sentences of the journal."""
        from egide.modules.admission_work import sentences  # noqa: F401
