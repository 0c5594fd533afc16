"""Application entry of kernel.measures.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Will register measures with Django."""

    name = "egide.kernel.measures"
    label = "measures"
    verbose_name = "Mesures correctrices"

    def ready(self) -> None:
        """Will give the journal and the notices the sentences of measures, and declare the nightly task."""
        from egide.kernel.measures import reminding, sentences  # noqa: F401
