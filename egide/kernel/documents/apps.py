"""Application entry of kernel.documents.

Declares the tasks that read documents, and the journal's sentences.
"""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Will register documents with Django."""

    name = "egide.kernel.documents"
    label = "documents"
    verbose_name = "Documents"

    def ready(self) -> None:
        """Will declare the tasks and the sentences."""
        from egide.kernel.documents import sentences, tasks  # noqa: F401
