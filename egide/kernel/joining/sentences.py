"""What the journal's codes of links, moves of documents and merges say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.platform.journal.wording import register

register(
    {
        "dossier.linked": "Dossier lié au dossier {number}.",
        "dossier.linked_from": "Le dossier {number} a été lié à celui-ci.",
        "dossier.unlinked": "Lien avec le dossier {number} défait.",
        "document.moved_away": "Document n°\u00a0{rank} déplacé au dossier {to}.",
        "document.moved_here": "Document n°\u00a0{rank} reçu du dossier {origin}, où il avait été versé par erreur.",
        "party.merged": "Partie n°\u00a0{absorbed} fusionnée avec la partie n°\u00a0{rank}, la même personne.",
        "party.merge_undone": "Fusion des parties n°\u00a0{rank} et {absorbed} annulée.",
        "party.same_person": "Partie n°\u00a0{rank} reliée à la même personne dans un autre dossier.",
        "party.same_person_undone": "Lien de la partie n°\u00a0{rank} avec un autre dossier défait.",
        "reference.added": "Numéro donné ailleurs inscrit au dossier.",
    }
)
