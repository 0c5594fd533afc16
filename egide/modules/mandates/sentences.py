"""What the module’s journal codes and notices say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.kernel.notices import wording
from egide.platform.journal.wording import register

register(
    {
        "office_mandate.opened": "Mandat ouvert, à livrer le {due_on:date}.",
        "office_mandate.contributor_added": "Personne ajoutée au mandat (rang {rank}).",
        "office_mandate.contributor_ended": "Fin de la participation (rang {rank}).",
        "office_mandate.approver_added": "Personne ajoutée à la chaîne d’approbation (rang {rank}).",
        "office_mandate.approver_ended": "Personne retirée de la chaîne d’approbation (rang {rank}).",
        "office_mandate.task_added": "Sous-tâche {rank} ajoutée.",
        "office_mandate.task_done": "Sous-tâche {rank} terminée.",
        "office_mandate.task_withdrawn": "Sous-tâche {rank} retirée.",
        "office_mandate.task_reopened": "Sous-tâche {rank} reprise.",
        "office_mandate.progress": "Avancement\u00a0: {percent}\u00a0%.",
        "office_mandate.result": "Résultat écrit.",
        "office_mandate.edited": "Objet, livrable ou priorité modifiés.",
        "office_mandate.revised": "Échéance révisée\u00a0: du {former:date} au {due_on:date}.",
        "calendar.feed_made": "Adresse de calendrier faite.",
        "calendar.feed_revoked": "Adresse de calendrier retirée.",
        "office_mandate.opinion": "Avis de la chaîne d’approbation (rang {approver})\u00a0: {verdict}.",
    }
)
wording.register(
    {
        "office_mandate.named": "Un mandat porte maintenant votre nom.",
        "office_mandate.to_approve": "Un mandat livré attend votre approbation.",
        "office_mandate.approved": "Votre mandat est approuvé.",
        "office_mandate.returned": "Votre mandat vous est retourné pour correction.",
        "office_mandate.declined": "Un mandat que vous suivez est décliné\u00a0: à confier à quelqu’un d’autre.",
        "office_mandate.revised": "L’échéance d’un mandat a été révisée.",
        "office_mandate.task": "Une sous-tâche d’un mandat vous est confiée.",
    }
)
