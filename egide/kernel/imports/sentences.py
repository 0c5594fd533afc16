"""What the journal's codes of imports say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.platform.journal.wording import register

register(
    {
        "import.began": "Reprise n°\u00a0{run} commencée\u00a0: source {source}, {lines} lignes.",
        "import.ended": "Reprise n°\u00a0{run} terminée et conciliée\u00a0: source {source}.",
        "import.taken": "Dossier repris d’un ancien système\u00a0: reprise n°\u00a0{run}, ligne {line}; "
        "date d’origine\u00a0: {received_on:date}.",
        "import.closed": "Fermeture d’origine\u00a0: {on:date}, avant la reprise.",
        "import.document": "Document {rank} repris\u00a0: reprise n°\u00a0{run}; date d’origine\u00a0: {on:date}.",
    }
)
