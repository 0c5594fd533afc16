"""What the journal's codes of the examination say on the screen, in French: ranks, pages, articles.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.platform.journal.wording import register

register(
    {
        "examination.found": "Document {rank} inscrit à l’inventaire (pièce {document}).",
        "examination.taken_out": "Document {rank} retiré de l’inventaire (pièce {document}), où il était par erreur.",
        "examination.page": "Document {rank}, page {page}\u00a0: décision consignée.",
        "examination.decided": "Document {rank}\u00a0: décision consignée.",
        "examination.taken_again": "Document {rank}\u00a0: décision reprise de {earlier}.",
        "examination.redaction": "Document {rank}\u00a0: caviardage n°\u00a0{redaction} commencé.",
        "examination.third_added": "Tiers n°\u00a0{rank} inscrit.",
        "examination.third_informed": "Tiers n°\u00a0{rank} informé le {day}.",
        "examination.third_answered": "Position du tiers n°\u00a0{rank} consignée, en date du {day}.",
        "examination.third_told": "Décision mise à la poste pour le tiers n°\u00a0{rank} le {day}.",
        "examination.estimated": "Frais estimés (estimation n°\u00a0{rank}); pages\u00a0: {copies}.",
        "examination.publication_proposed": "Diffusion n°\u00a0{rank} proposée (document {found}).",
        "examination.published": "Diffusion n°\u00a0{rank} vérifiée et publiée.",
        "examination.publication_declined": "Diffusion n°\u00a0{rank} refusée.",
        "examination.unpublished": "Diffusion n°\u00a0{rank} retirée de la page publique.",
        "examination.unpublished_alone": "Document diffusé retiré de la page publique; sa demande n’existe plus.",
    }
)
