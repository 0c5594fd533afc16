"""What the module's journal codes say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.platform.journal.wording import register

register(
    {
        "card.noted": "Fiche de renseignement n° {number} consignée.",
        "card.withdrawn": "Fiche de renseignement n° {number} retirée.",
        "card.opened": "Fiche de renseignement n° {number} reprise dans un nouveau dossier.",
    }
)
