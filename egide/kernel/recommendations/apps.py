"""Application entry of kernel.recommendations.

Gives the journal its sentences.
"""

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    """Will register recommendations with Django."""

    name = "egide.kernel.recommendations"
    label = "recommendations"
    verbose_name = "Recommandations"

    def ready(self) -> None:
        """Will give the journal the sentences of recommendations."""
        from egide.platform.journal.wording import register

        register(
            {
                "recommendation.made": "Recommandation {rank} écrite.",
                "recommendation.changed": "Recommandation {rank} corrigée.",
                "recommendation.withdrawn": "Recommandation {rank} retirée.",
                "recommendation.answered": "Réponse de la partie à la recommandation {rank} consignée.",
                "recommendation.done": "Recommandation {rank} réalisée le {on}.",
                "recommendation.rescheduled": "Recommandation {rank}\u00a0: à revoir le {on}.",
            }
        )
