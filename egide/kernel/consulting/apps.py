"""Application entry of kernel.consulting.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class ConsultingConfig(AppConfig):
    """Will register consulting with Django."""

    name = "egide.kernel.consulting"
    label = "consulting"
    verbose_name = "Consultations"

    def ready(self) -> None:
        """Will give the journal and the notices their sentences, and declare the nightly task."""
        from egide.kernel.consulting import reminding, sentences  # noqa: F401
