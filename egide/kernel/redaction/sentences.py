"""What the journal's codes of redaction, and their notices, say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes, ranks, counts and hashes; never a hidden word.
"""

from egide.kernel.notices import wording
from egide.platform.journal.wording import register

register(
    {
        "redaction.opened": "Caviardage n°\u00a0{rank} commencé pour la pièce {document}, version {version}.",
        "redaction.submitted": "Caviardage n°\u00a0{rank} remis pour relecture\u00a0: {boxes} zones.",
        "redaction.returned": "Caviardage n°\u00a0{rank} renvoyé avec des remarques.",
        "redaction.read": "Caviardage n°\u00a0{rank} relu page par page.",
        "redaction.reopened": "Caviardage n°\u00a0{rank} repris en préparation.",
        "redaction.asked": "Copie caviardée demandée pour le caviardage n°\u00a0{rank}.",
        "redaction.held_back": "Copie caviardée n°\u00a0{rank} retenue\u00a0: {findings} constats de fuite.",
        "redaction.published": (
            "Copie caviardée n°\u00a0{rank} publiée\u00a0: pièce {output}, {boxes} zones masquées, "
            "aucune fuite trouvée."
        ),
        "redaction.abandoned": "Caviardage n°\u00a0{rank} abandonné.",
    }
)
wording.register(
    {
        "redaction.to_read": "Un caviardage attend une seconde lecture.",
        "redaction.returned": "Un caviardage vous revient avec des remarques.",
        "redaction.read": "Un caviardage que vous avez préparé est relu.",
        "redaction.published": "Une copie caviardée est prête.",
        "redaction.held_back": "Une copie caviardée est retenue\u00a0: voyez pourquoi.",
    }
)
