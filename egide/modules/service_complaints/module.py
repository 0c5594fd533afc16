"""Table of contents of the module: everything it declares. Read first.

Law in law.py, life in lifecycle.py, rights in access.py; the rest is ordinary Django.
"""

from egide.law import roles
from egide.law.access import Role
from egide.law.letters import LetterTemplate
from egide.law.modules import DossierKind, Module
from egide.modules.service_complaints.access import KIND, POLICY
from egide.modules.service_complaints.figures import COUNTED
from egide.modules.service_complaints.law import DEADLINES, FACTS, GROUNDS, RETENTION
from egide.modules.service_complaints.lifecycle import LIFECYCLE
from egide.modules.service_complaints.texts import TEXTS


def _letter(code: str, reference: str, title: str, by: Role) -> LetterTemplate:
    return LetterTemplate(
        code, reference, title, recipient="requester", requires_approval_by=by, file=f"{code}.typ"
    )


LETTERS = (
    # An acknowledgment says nothing on the substance: the bureau signs it.
    _letter("acknowledgment", "L111", "Accusé de réception", roles.PRESIDENCY_OFFICE),
    _letter("not_admissible", "L112", "Plainte ou commentaire non recevable", roles.PRESIDENT),
    # The words are the person's own: the bureau sends them on the same day.
    LetterTemplate(
        "ombudsman_transmission",
        "L114",
        "Transmission simultanée au Protecteur du citoyen",
        recipient="body",
        requires_approval_by=roles.PRESIDENCY_OFFICE,
        file="ombudsman_transmission.typ",
        also_by=(roles.PRESIDENT,),
    ),
    _letter("reply", "L113", "Réponse motivée", roles.PRESIDENT),
)

SERVICE_COMPLAINTS = Module(
    code="service_complaints",
    name="Plaintes et commentaires sur nos services",
    about="Une personne se plaint des services de l’Office, ou les commente. Le Bureau de la présidence examine, "
    "dit si la plainte est fondée et répond.",
    kind=DossierKind(
        KIND,
        "Plainte ou commentaire sur les services",
        prefix="PLA",
        compartment="presidency",
        default_class="6210",
    ),
    lifecycle=LIFECYCLE,
    facts=FACTS,
    deadlines=DEADLINES,
    grounds=GROUNDS,
    policy=POLICY,
    letters=LETTERS,
    retention=RETENTION,
    facts_builder="egide.modules.service_complaints.queries.facts",
    letter_fields="egide.modules.service_complaints.queries.letter_fields",
    summary="egide.modules.service_complaints.pages.summary",
    counted=COUNTED,
    texts=TEXTS,
)
