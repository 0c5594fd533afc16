"""What the journal codes of the mail register say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.platform.journal.wording import register

register(
    {
        "mail.entered": "Pièce {number} inscrite au courrier, reçue le {received_on:date}.",
        "mail.sent_entered": "Pièce {number} inscrite au courrier, du {received_on:date}.",
        "mail.received": "Courriel {number} reçu dans une boîte de l’unité, inscrit et versé au dossier.",
        "mail.assigned": "Pièce {number} du courrier attribuée.",
        "mail.started": "Pièce {number} du courrier : le traitement commence.",
        "mail.answered": "Pièce {number} du courrier : répondue par {by}.",
        "mail.filed": "Pièce {number} du courrier classée sans suite.",
        "mail.reopened": "Pièce {number} du courrier : la dernière étape est défaite.",
        "mail.described": "Pièce {number} du courrier : ce qui en est attendu est corrigé.",
        "mail.sender_confirmed": "Pièce {number} du courrier : l’expéditeur est confirmé.",
        "mail.box_added": "Boîte de courriel ajoutée : {box}.",
        "mail.box_changed": "Boîte de courriel corrigée : {box}.",
        "mail.opened": "Dossier ouvert à partir de la pièce {number} du courrier, reçue le {received_on:date}.",
        "mail.joined": "Pièce {number} du courrier, reçue le {received_on:date}, jointe au dossier.",
        "mail.placed": "Pièce {number} du courrier, du {received_on:date}, versée au dossier.",
        "mail.handed_to_unit": "Pièce {number} du courrier remise à une autre unité\u00a0: {unit}.",
        "mail.carded": "Pièce {number} du courrier comptée comme fiche de renseignement.",
        "mail.handed_over": "Pièce {number} du courrier remise à l’unité qui doit la lire, reçu {receipt}.",
        "mail.sealed_entered": "Pli scellé {number} inscrit, reçu le {received_on:date}.",
        "request.read_back": "Demande relue à la personne le {on:date}.",
    }
)
