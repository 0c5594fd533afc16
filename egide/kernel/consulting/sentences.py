"""What the journal's codes of consultations, and their notices, say on the screen, in French.

On the asked side, a number and a unit; on the asking side, a rank and a unit: never a word of the question.
"""

from egide.kernel.notices import wording
from egide.platform.journal.wording import register

register(
    {
        "consultation.asked": "Unité consultée\u00a0: {unit} (recherche n°\u00a0{rank}), pour le {due_on}.",
        "consultation.answered": "Réponse de l’unité {unit} reçue (recherche n°\u00a0{rank}), "
        "documents\u00a0: {documents}.",
        "consultation.returned": "Réponse de l’unité {unit} retournée pour être complétée (recherche n°\u00a0{rank}).",
        "consultation.withdrawn": "Recherche n°\u00a0{rank} retirée de l’unité {unit}.",
        "question.received": "Question {number} reçue par l’unité {unit}, pour le {due_on}.",
        "question.entrusted": "Question {number} confiée à une personne de l’unité {unit}.",
        "question.answered": "Réponse à la question {number} signée par l’unité {unit}; documents\u00a0: {documents}.",
        "question.returned": "Réponse à la question {number} retournée à l’unité {unit} pour être complétée.",
        "question.withdrawn": "Question {number} retirée par qui l’avait posée.",
    }
)
wording.register(
    {
        "consultation.answered": "Une unité consultée a répondu.",
        "consultation.late": "Une unité consultée n’a pas répondu à temps.",
    }
)
