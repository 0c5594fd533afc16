"""What the journal's codes of notes say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.platform.journal.wording import register

register(
    {
        "note.written": "Note interne n°\u00a0{rank} versée au dossier.",
        "call.logged": "Note d’appel n°\u00a0{rank} versée au dossier.",
    }
)
