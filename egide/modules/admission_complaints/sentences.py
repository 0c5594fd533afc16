"""What the module's journal codes say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.kernel.notices import wording as notices
from egide.platform.journal.wording import register

register(
    {
        "delegation.given": "Délégation donnée, du {since} au {until}.",
        "delegation.withdrawn": "Délégation retirée.",
    }
)
notices.register(
    {
        "progress.drafted": "Un avis de progression est rédigé et attend votre signature.",
        "progress.blocked": "Un avis de progression est dû et la personne n’a laissé aucune adresse.",
    }
)
