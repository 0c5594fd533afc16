"""What the journal's codes of a hand-over say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.platform.journal.wording import register

register(
    {
        "handover.made": "Remise faite, reçu {receipt}; pièces remises\u00a0: {pieces}.",
        "handover.received": "Dossier reçu par remise d’une autre unité; pièces reçues\u00a0: {pieces}.",
        "request.handed_over": "Demande {reference} remise, reçu {receipt}; son contenu n’est plus de ce côté-ci.",
        "request.put_back": "Demande {reference} remise dans la boîte.",
        "handover.slip_prepared": "Bordereau de remise {receipt} préparé.",
        "handover.slip_confirmed": "Remise du bordereau {receipt} confirmée.",
        "handover.slip_withdrawn": "Bordereau de remise {receipt} retiré avant la remise.",
    }
)
