"""What the journal’s codes of dispositions say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.kernel.notices import wording as notices
from egide.platform.journal.wording import register

register(
    {
        "disposal.made": "Liste de disposition créée\u00a0: {dossiers} dossiers, règle {rule}.",
        "disposal.submitted": "Liste envoyée à l’unité pour révision.",
        "disposal.reviewed": "Révision de l’unité terminée.",
        "disposal.checked": "Liste vérifiée et figée\u00a0: {dossiers} dossiers.",
        "disposal.approved": "Liste approuvée; on peut s’y opposer jusqu’au {until:date}.",
        "disposal.dropped": "Dossiers retirés de la liste.",
        "disposal.started": "Exécution commencée, certificat {certificate}.",
        "disposal.sorted": "Échantillon tiré au sort\u00a0: {chosen} dossiers retenus ({percent}\u00a0%).",
        "disposal.certified": "Certificat {certificate}\u00a0: {dossiers} dossiers, {objects} fichiers détruits.",
        "disposal.paper_destroyed": "Papier détruit le {on:date}\u00a0: {parts} parties.",
        "disposal.closed": "Liste exécutée et fermée.",
        "disposal.cancelled": "Liste abandonnée.",
        "disposal.slip_made": "Bordereau de versement {slip} préparé.",
        "disposal.acknowledged": "Versement reconnu par les archives, bordereau {slip}.",
        "disposal.destroyed": "Dossier détruit par la liste {decision}, certificat {certificate}.",
        "disposal.transferred": "Dossier versé aux archives, bordereau {slip}.",
    }
)
notices.register(
    {
        "disposal.late": "Une disposition approuvée n’a pas été exécutée. Voyez «\u00a0Gestion documentaire\u00a0»."
    }
)
