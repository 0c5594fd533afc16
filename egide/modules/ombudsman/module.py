"""Table of contents of the module: everything it declares. Read first.

Law in law.py, life in lifecycle.py, rights in access.py; the rest is ordinary Django.
"""

from egide.law import roles
from egide.law.letters import LetterTemplate
from egide.law.modules import DossierKind, Module
from egide.modules.ombudsman.access import KIND, POLICY
from egide.modules.ombudsman.figures import COUNTED
from egide.modules.ombudsman.law import DEADLINES, FACTS, RETENTION
from egide.modules.ombudsman.lifecycle import LIFECYCLE
from egide.modules.ombudsman.texts import TEXTS


def _letter(code: str, reference: str, title: str) -> LetterTemplate:
    # Read by someone else than its author: the coordinator, or the Commissioner for his own exchanges.
    return LetterTemplate(
        code,
        reference,
        title,
        recipient="requester",
        requires_approval_by=roles.OMBUDSMAN_COORDINATOR,
        also_by=(roles.COMMISSIONER,),
        file=f"{code}.typ",
        four_eyes=True,
    )


LETTERS = (
    _letter("answer", "L401", "Réponse au Protecteur du citoyen"),
    _letter("follow_up", "L402", "Suivi de recommandation"),
)

OMBUDSMAN = Module(
    code="ombudsman",
    name="Protecteur du citoyen",
    about="Une déléguée ou un délégué du Protecteur du citoyen pose une question, demande un document ou recommande. "
    "La personne répondante du sujet prépare la réponse; l’équipe des plaintes la valide et suit les recommandations.",
    kind=DossierKind(
        KIND,
        "Échange avec le Protecteur du citoyen",
        prefix="PCT",
        compartment=roles.OMBUDSMAN.code,
        default_class="6300",
        elsewhere=((roles.COMMISSION.code, "PCC"),),
    ),
    lifecycle=LIFECYCLE,
    facts=FACTS,
    deadlines=DEADLINES,
    policy=POLICY,
    letters=LETTERS,
    retention=RETENTION,
    facts_builder="egide.modules.ombudsman.queries.facts",
    letter_fields="egide.modules.ombudsman.queries.letter_fields",
    summary="egide.modules.ombudsman.pages.summary",
    follow_up="egide.modules.ombudsman.following.follow_up",
    door="egide.modules.ombudsman.delegates.door",
    counted=COUNTED,
    texts=TEXTS,
)
