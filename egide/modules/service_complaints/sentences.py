"""What the module's journal codes say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.platform.journal.wording import register

register(
    {
        "complaint.concerned_named": "Personne ou unité visée consignée\u00a0: accès retirés\u00a0: {closed}.",
        "complaint.typed": "Nature consignée\u00a0: {nature}.",
    }
)
