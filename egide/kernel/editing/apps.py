"""Application entry of kernel.editing.

Declares the nightly task and the journal's sentences.
"""

from django.apps import AppConfig


class EditingConfig(AppConfig):
    """Will register the editing of documents with Django."""

    name = "egide.kernel.editing"
    label = "editing"
    verbose_name = "Modification des documents"

    def ready(self) -> None:
        """Will declare the task and the sentences."""
        from egide.kernel.editing import sentences, tasks  # noqa: F401
