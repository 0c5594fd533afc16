"""What the module's journal codes say on the screen, in French.

Rewording a sentence touches no entry: the journal keeps codes.
"""

from egide.platform.journal.wording import register

register(
    {
        "incident.entered": "Registre\u00a0: champs tenus à jour.",
        "incident.person_added": "Personne à aviser inscrite.",
    }
)
