"""Application entry of kernel.documents.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Will register documents with Django."""

    name = "egide.kernel.documents"
    label = "documents"
    verbose_name = "Documents"
