"""What the journal's codes of editing say on the screen, in French.

The journal keeps ranks: never an address, which is a secret. A save is told as any new version.
"""

from egide.platform.journal.wording import register

register(
    {
        "editing.opened": "Document n° {rank}\u00a0: adresse remise pour le modifier dans un traitement de texte.",
        "editing.closed": "Document n° {rank}\u00a0: adresse de modification retirée.",
        "editing.freed": "Document n° {rank}\u00a0: verrou levé avant son terme.",
    }
)
