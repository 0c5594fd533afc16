"""Application entry of kernel.statistics.

Nothing is registered; the tallies are kept by the database itself.
"""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """Will register the figures and their tallies with Django."""

    name = "egide.kernel.statistics"
    label = "statistics"
    verbose_name = "Statistiques"
