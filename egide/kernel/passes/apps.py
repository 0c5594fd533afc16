"""Application entry of kernel.passes.

Registers the journal's sentences.
"""

from django.apps import AppConfig


class PassesConfig(AppConfig):
    """Will register passes with Django."""

    name = "egide.kernel.passes"
    label = "passes"
    verbose_name = "Liens secrets"

    def ready(self) -> None:
        """Will register the sentences."""
        from egide.kernel.passes import sentences  # noqa: F401
