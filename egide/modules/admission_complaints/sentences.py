"""What the module's journal codes say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.kernel.notices import wording as notices
from egide.platform.journal.wording import register

register(
    {
        "delegation.given": "Délégation donnée, du {since} au {until}.",
        "delegation.withdrawn": "Délégation retirée.",
        "recommendation.made": "Recommandation {rank} écrite.",
        "recommendation.changed": "Recommandation {rank} corrigée.",
        "recommendation.withdrawn": "Recommandation {rank} retirée.",
        "recommendation.answered": "Réponse de la partie à la recommandation {rank} consignée.",
        "recommendation.done": "Recommandation {rank} réalisée le {on}.",
        "recommendation.rescheduled": "Recommandation {rank}\u00a0: à revoir le {on}.",
    }
)
notices.register(
    {
        "progress.drafted": "Un avis de progression est rédigé et attend votre signature.",
        "progress.blocked": "Un avis de progression est dû et la personne n’a laissé aucune adresse.",
    }
)
