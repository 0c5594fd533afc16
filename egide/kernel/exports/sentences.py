"""What the journal's codes of exports say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.platform.journal.wording import register

register(
    {
        "export.asked": "Exportation demandée\u00a0: {source}, {format}.",
        "export.made": "Exportation faite\u00a0: {source}, {rows} lignes, {format}.",
        "export.refused": "Exportation refusée\u00a0: {source}.",
        "export.downloaded": "Exportation téléchargée\u00a0: {source}.",
        "export.removed": "Exportation retirée\u00a0: {source}.",
        "bag.made": "Dossier complet mis en sac BagIt\u00a0: {files} fichiers.",
        "bag.downloaded": "Sac BagIt du dossier téléchargé.",
    }
)
