"""What the journal's codes of passes say on the screen, in French.

The journal keeps ranks and codes: never a secret, nor what would let one be guessed.
"""

from egide.platform.journal.wording import register

register(
    {
        "pass.issued": "Lien secret n° {rank} remis.",
        "pass.bound": "Lien secret n° {rank}, remis à la réception de la demande {reference}, rattaché au dossier.",
        "pass.exchanged": "Lien secret n° {rank} ouvert dans un navigateur.",
        "pass.used": "Lien secret n° {rank} utilisé.",
        "pass.revoked": "Lien secret n° {rank} révoqué.",
        "pass.refused": "Lien secret refusé.",
        "pass.lost": "Lien secret perdu : un nouveau lien est demandé.",
    }
)
