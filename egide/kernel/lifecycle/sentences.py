"""What the kernel's journal codes say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.platform.journal.wording import register

register(
    {
        "dossier.opened": "Dossier ouvert sous le numéro {number}; demande reçue le {received_on:date}.",
        "dossier.assigned": "Dossier confié à une personne responsable.",
        "request.received": "Demande {reference} reçue par le formulaire.",
        "request.set_aside": "Demande {reference} mise de côté.",
        "party.added": "Partie ajoutée au dossier.",
        "party.contact_corrected": "Coordonnées d’une partie corrigées.",
        "document.added": "Document n° {rank} versé au dossier.",
        "document.version_added": "Document n° {rank} : version {version} ajoutée.",
        "fact.recorded": "Fait consigné, survenu le {occurred_on:date}.",
        "fact.withdrawn": "Fait du {occurred_on:date} retiré, l’étape ayant été annulée.",
        "deadline.started": "Échéance calculée : {due:date}.",
        "deadline.settled": "Échéance satisfaite le {on:date}.",
        "deadline.cancelled": "Échéance devenue sans objet.",
        "deadline.suspended": "Échéance suspendue.",
        "deadline.extended": "Échéance prolongée jusqu’au {due:date}.",
        "deadline.restored": "Échéance rétablie : {due:date}.",
        "decision.recorded": "Décision consignée.",
        "decision.notified": "Décision notifiée à la personne le {on:date}.",
        "decision.withdrawn": "Décision retirée, l’étape ayant été annulée.",
        "mandate.given": "Mandat confié.",
        "mandate.ended": "Mandat terminé.",
        "mandate.resumed": "Mandat repris.",
        "hold.placed": "Élimination suspendue.",
        "hold.lifted": "Suspension de l’élimination levée.",
        "hold.kept": "Suspension de l’élimination rétablie.",
        "records.restored": "Fermeture et conservation rétablies comme avant l’étape annulée.",
        "lifecycle.moved": "Étape franchie.",
        "lifecycle.undone": "Étape annulée par une personne responsable.",
        "letter.drafted": "Lettre « {title} » : projet préparé.",
        "letter.edited": "Lettre « {title} » : texte modifié.",
        "letter.approval_voided": "Lettre « {title} » : modifiée, l’approbation est annulée.",
        "letter.readdressed": "Lettre « {title} » : coordonnées corrigées.",
        "letter.restored": "Lettre « {title} » : projet rétabli.",
        "letter.submitted": "Lettre « {title} » : soumise à l’approbation.",
        "letter.returned": "Lettre « {title} » : retournée pour modification.",
        "letter.approved": "Lettre « {title} » : approuvée.",
        "letter.queued": "Lettre « {title} » : mise en file d’envoi.",
        "letter.sent": "Lettre « {title} » : transmise.",
        "letter.failed": "Lettre « {title} » : l’envoi a échoué.",
        "letter.uncertain": "Lettre « {title} » : envoi incertain, à vérifier.",
        "letter.resent": "Lettre « {title} » : renvoi demandé.",
        "letter.cancelled": "Lettre « {title} » : annulée.",
        "conflict.declared": "Conflit d’intérêts déclaré.",
    }
)
