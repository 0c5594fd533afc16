"""What the journal's codes of messages say on the screen, in French.

Ranks and codes only: what people wrote stays in the message.
"""

from egide.platform.journal.wording import register

register(
    {
        "message.received": "Message n° {rank} reçu par le lien secret.",
        "message.posted": "Message n° {rank} adressé à la personne.",
        "message.released": "Message n° {rank} transmis à la personne, après relecture.",
        "message.flagged": "Message n° {rank} : mots qui demandent une attention immédiate.",
        "message.handled": "Message n° {rank} : alerte prise en charge.",
        "message.withdrawal_asked": "Message n° {rank} : la personne demande de retirer sa demande.",
        "message.seen": "Messages lus par la personne.",
    }
)
