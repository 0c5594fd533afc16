"""What the journal's codes of digitisation say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.platform.journal.wording import register

register(
    {
        "digitisation.plan": "Lot de numérisation {lot} planifié.",
        "digitisation.prepare": "Lot de numérisation {lot} préparé.",
        "digitisation.scan": "Lot de numérisation {lot} numérisé.",
        "digitisation.reject": "Lot de numérisation {lot}\u00a0: une image rejetée.",
        "digitisation.check": "Lot de numérisation {lot} contrôlé.",
        "digitisation.index": "Lot de numérisation {lot} indexé.",
        "digitisation.attest": "Lot de numérisation {lot}\u00a0: déclaration d’intégrité signée.",
        "digitisation.quarantine": "Lot de numérisation {lot}\u00a0: source en quarantaine.",
        "digitisation.authorise": "Lot de numérisation {lot}\u00a0: destruction de la source autorisée.",
        "digitisation.destroy": "Lot de numérisation {lot}\u00a0: source détruite.",
        "digitisation.abandon": "Lot de numérisation {lot} abandonné.",
        "digitisation.source_destroyed": "Partie sur papier n°\u00a0{rank} détruite après numérisation (lot {lot}).",
    }
)
