"""What the journal codes of the mail register say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.platform.journal.wording import register

register(
    {
        "mail.entered": "Pièce {number} inscrite au courrier, reçue le {received_on:date}.",
        "mail.opened": "Dossier ouvert à partir de la pièce {number} du courrier, reçue le {received_on:date}.",
        "mail.joined": "Pièce {number} du courrier, reçue le {received_on:date}, jointe au dossier.",
        "mail.handed_to_unit": "Pièce {number} du courrier remise à une autre unité\u00a0: {unit}.",
        "mail.carded": "Pièce {number} du courrier comptée comme fiche de renseignement.",
        "mail.handed_over": "Pièce {number} du courrier remise à l’unité qui doit la lire, reçu {receipt}.",
        "mail.sealed_entered": "Pli scellé {number} inscrit, reçu le {received_on:date}.",
        "request.read_back": "Demande relue à la personne le {on:date}.",
    }
)
