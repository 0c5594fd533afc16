"""What the journal's codes of measures, and their notices, say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.kernel.notices import wording
from egide.platform.journal.wording import register

register(
    {
        "measure.proposed": "Mesure correctrice n°\u00a0{rank} proposée.",
        "measure.approve": "Mesure correctrice n°\u00a0{rank} approuvée.",
        "measure.start": "Mesure correctrice n°\u00a0{rank} commencée.",
        "measure.evidence": "Preuve consignée pour la mesure correctrice n°\u00a0{rank}.",
        "measure.mark_done": "Mesure correctrice n°\u00a0{rank} déclarée réalisée.",
        "measure.check_effect": "Effet de la mesure correctrice n°\u00a0{rank} vérifié\u00a0: efficace.",
        "measure.check_again": "Effet de la mesure correctrice n°\u00a0{rank} vérifié\u00a0: partiellement efficace.",
        "measure.resume": "Effet de la mesure correctrice n°\u00a0{rank} vérifié\u00a0: non efficace; elle reprend.",
        "measure.move": "Échéance ou responsable de la mesure correctrice n°\u00a0{rank} changés.",
        "measure.abandon": "Mesure correctrice n°\u00a0{rank} abandonnée.",
        "measure.undone": "Dernière étape de la mesure correctrice n°\u00a0{rank} annulée.",
    }
)
wording.register(
    {
        "measure.entrusted": "Une mesure correctrice vous est confiée.",
        "measure.soon": "Une mesure correctrice arrive à échéance.",
        "measure.late": "Une mesure correctrice a dépassé son échéance.",
        "measure.check": "L’effet d’une mesure correctrice est à vérifier.",
    }
)
