"""What the module's journal codes say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.platform.journal.wording import register

register(
    {
        "access.described": "Fiche de la demande d’accès mise à jour.",
        "access.recourses_ended": "Recours terminés le {on}\u00a0: suspensions d’élimination levées\u00a0: {lifted}.",
    }
)
