"""Application entry of kernel.paper.

Django reads it; nothing else does.
"""

from django.apps import AppConfig


class PaperConfig(AppConfig):
    """Will register paper with Django."""

    name = "egide.kernel.paper"
    label = "paper"
    verbose_name = "Documents sur papier"
