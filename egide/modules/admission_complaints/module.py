"""Table of contents of the module: everything it declares. Read first.

Law in law.py, life in lifecycle.py and guards.py, rights in access.py and delegating.py; the rest is ordinary Django.
"""

from egide.law import roles
from egide.law.access import Role
from egide.law.letters import LetterTemplate
from egide.law.modules import DossierKind, Module
from egide.modules.admission_complaints.access import KIND, POLICY
from egide.modules.admission_complaints.figures import COUNTED
from egide.modules.admission_complaints.law import DEADLINES, FACTS, GROUNDS, RETENTION
from egide.modules.admission_complaints.lifecycle import LIFECYCLE, RECOMMENDS
from egide.modules.admission_complaints.texts import TEXTS


def _letter(
    code: str,
    reference: str,
    title: str,
    *,
    by: Role = roles.COMMISSIONER,
    also: tuple[Role, ...] = (),
    to: str = "requester",
    to_each: bool = False,
) -> LetterTemplate:
    return LetterTemplate(
        code,
        reference,
        title,
        recipient=to,
        requires_approval_by=by,
        file=f"{code}.typ",
        to_each=to_each,
        also_to=("body",) if to == "order" else (),
        also_by=also,
        feedback=code == "recommendation",
    )


DELEGATED = (roles.ADMISSION_ANALYST,)
LETTERS = (
    # An acknowledgment says nothing on the substance: the secretary signs it, or the Commissioner.
    _letter(
        "acknowledgment",
        "L201",
        "Accusé de réception",
        by=roles.ADMISSION_INTAKE,
        also=(roles.COMMISSIONER,),
    ),
    _letter("out_of_scope", "L202", "Plainte hors compétence", also=DELEGATED),
    _letter("reasons", "L203", "Motifs du rejet, du refus ou de la cessation", also=DELEGATED),
    _letter("progress_notice", "L204", "Avis de progression", also=DELEGATED),
    # Never delegated: conclusions and recommendations are the Commissioner's own.
    _letter("conclusions", "L205", "Conclusions du Commissaire"),
    _letter(
        "conclusions_party",
        "L205-P",
        "Conclusions du Commissaire, à la partie visée",
        to="order",
        to_each=True,
    ),
    _letter("recommendation", "L206", "Recommandation à la partie", to="order"),
)

ADMISSION_COMPLAINTS = Module(
    code="admission_complaints",
    name="Plaintes au Commissaire à l’admission",
    about="Une personne, d’où qu’elle vienne, se plaint de l’admission à une profession. Le Commissaire, indépendant "
    "de l’Office, examine, conclut et recommande.",
    kind=DossierKind(
        KIND,
        "Plainte au Commissaire",
        prefix="CAP",
        compartment="commissioner",
        default_class="8010",
    ),
    lifecycle=LIFECYCLE,
    facts=FACTS,
    deadlines=DEADLINES,
    grounds=GROUNDS,
    policy=POLICY,
    letters=LETTERS,
    retention=RETENTION,
    facts_builder="egide.modules.admission_complaints.queries.facts",
    letter_fields="egide.modules.admission_complaints.queries.letter_fields",
    signing="egide.modules.admission_complaints.signing.signing",
    leaving="egide.modules.admission_complaints.signing.leaving",
    summary="egide.modules.admission_complaints.pages.summary",
    follow_up="egide.modules.admission_complaints.following.follow_up",
    counted=COUNTED,
    recommends=RECOMMENDS,
    texts=TEXTS,
)
