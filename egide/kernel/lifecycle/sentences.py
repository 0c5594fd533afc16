"""What the kernel's journal codes say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.platform.journal.wording import register

register(
    {
        "dossier.opened": "Dossier ouvert sous le numéro {number}; demande reçue le {received_on:date}.",
        "dossier.assigned": "Dossier confié à une personne responsable.",
        "request.received": "Demande {reference} reçue par le formulaire.",
        "party.added": "Partie ajoutée au dossier.",
        "document.added": "Document n° {rank} versé au dossier.",
        "fact.recorded": "Fait consigné, survenu le {occurred_on:date}.",
        "deadline.started": "Échéance calculée : {due:date}.",
        "deadline.settled": "Échéance satisfaite le {on:date}.",
        "deadline.cancelled": "Échéance devenue sans objet.",
        "deadline.suspended": "Échéance suspendue.",
        "deadline.extended": "Échéance prolongée jusqu’au {due:date}.",
        "decision.recorded": "Décision consignée.",
        "lifecycle.moved": "Étape franchie.",
        "lifecycle.undone": "Étape annulée par une personne responsable.",
        "letter.drafted": "{title} : projet préparé.",
        "letter.edited": "{title} : texte modifié.",
        "letter.approval_voided": "{title} : texte modifié, l’approbation est annulée.",
        "letter.submitted": "{title} : soumise à l’approbation.",
        "letter.returned": "{title} : retournée pour modification.",
        "letter.approved": "{title} : approuvée.",
        "letter.queued": "{title} : mise en file d’envoi.",
        "letter.sent": "{title} : transmise.",
        "letter.failed": "{title} : l’envoi a échoué.",
        "letter.uncertain": "{title} : envoi incertain, à vérifier.",
        "letter.resent": "{title} : renvoi demandé.",
        "letter.cancelled": "{title} : annulée.",
        "conflict.declared": "Conflit d’intérêts déclaré.",
    }
)
