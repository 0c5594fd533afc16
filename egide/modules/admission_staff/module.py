"""Table of contents of the module: everything it declares. Read first.

Law in law.py, life in lifecycle.py, rights in access.py; the rest is ordinary Django.
"""

from egide.law import roles
from egide.law.counting import Countable
from egide.law.letters import LetterTemplate
from egide.law.modules import DossierKind, Module
from egide.modules.admission_staff.access import KIND, POLICY
from egide.modules.admission_staff.law import ACKNOWLEDGMENT, DEADLINES, FACTS, GROUNDS, REPLY, RETENTION
from egide.modules.admission_staff.lifecycle import LIFECYCLE
from egide.modules.admission_staff.texts import TEXTS


def _letter(code: str, reference: str, title: str) -> LetterTemplate:
    return LetterTemplate(
        code,
        reference,
        title,
        recipient="requester",
        requires_approval_by=roles.COMMISSIONER,
        file=f"{code}.typ",
    )


LETTERS = (
    _letter("acknowledgment", "L211", "Accusé de réception"),
    _letter("reply", "L212", "Réponse du Commissaire"),
)

ADMISSION_STAFF = Module(
    code="admission_staff",
    name="Plaintes sur le personnel du Commissaire",
    about="Une personne se plaint du travail ou de l’attitude du personnel du bureau du Commissaire. Le Commissaire la "
    "lit seul et y répond.",
    kind=DossierKind(
        KIND,
        "Plainte sur le personnel du Commissaire",
        prefix="CAS",
        compartment="commissioner",
        default_class="8010",
        reserved=True,
    ),
    lifecycle=LIFECYCLE,
    facts=FACTS,
    deadlines=DEADLINES,
    grounds=GROUNDS,
    policy=POLICY,
    letters=LETTERS,
    retention=RETENTION,
    facts_builder="egide.modules.admission_staff.queries.facts",
    letter_fields="egide.modules.admission_staff.queries.letter_fields",
    summary="egide.modules.admission_staff.queries.summary",
    counted=Countable(acknowledgment=ACKNOWLEDGMENT.code, reply=REPLY.code),
    texts=TEXTS,
)
