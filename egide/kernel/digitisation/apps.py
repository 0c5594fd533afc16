"""Application entry of kernel.digitisation.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class DigitisationConfig(AppConfig):
    """Will register digitisation with Django."""

    name = "egide.kernel.digitisation"
    label = "digitisation"
    verbose_name = "Numérisation de substitution"

    def ready(self) -> None:
        """Will give the journal the sentences of digitisation."""
        from egide.kernel.digitisation import sentences  # noqa: F401
