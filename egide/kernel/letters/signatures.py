"""The name under a letter: one's own, « p. i. » for a post held in the interim, « pour » for someone absent,
« par délégation de » for a role that was delegated.

The role that signs is the one that the template names; a role of one's own always comes before a borrowed one.
An interim is what the account's own title says (« directrice par intérim »): nobody is absent, the post is vacant.
"""

import re

from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.law.french import of
from egide.platform.accounts.actors import Actor

INTERIM = re.compile(r",?\s*(?:\(?par intérim\)?|\bp\.\s?i\.)", re.IGNORECASE)
SHORT = "p.\u00a0i."


def signature(actor: Actor, dossier: Dossier, letter: Letter, *, job_title: str) -> str:
    """Will return the lines of the name: « Nadia Roy », « Nadia Roy, p. i. », « Nadia Roy⏎pour Marc Gagnon »,
    « Nadia Roy⏎par délégation de Marc Gagnon ».
    """
    role = registry.module_of_kind(dossier.kind).letter(letter.template).requires_approval_by
    lent = actor.lent(role.code, compartment_id=dossier.compartment_id) if role else None
    if lent:
        words = f"par délégation {of(lent.acting_for)}" if lent.delegated else f"pour {lent.acting_for}"
        return f"{actor.name}\n{words}"
    return f"{actor.name}, {SHORT}" if INTERIM.search(job_title) else actor.name


def title_under(job_title: str) -> str:
    """Will return the title as it prints under a name that already says « p. i. »."""
    return INTERIM.sub("", job_title).strip()
