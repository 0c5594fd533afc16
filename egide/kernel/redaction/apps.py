"""Application entry of kernel.redaction.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class RedactionConfig(AppConfig):
    """Will register redaction with Django."""

    name = "egide.kernel.redaction"
    label = "redaction"
    verbose_name = "Caviardage"

    def ready(self) -> None:
        """Will give the journal and the notices the sentences of redaction, and declare its job."""
        from egide.kernel.redaction import sentences, tasks  # noqa: F401
