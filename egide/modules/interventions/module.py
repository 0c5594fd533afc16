"""Table of contents of the module: everything it declares. Read first.

Law in law.py, life in lifecycle.py, rights in access.py; the rest is ordinary Django.
"""

from egide.law import roles
from egide.law.access import Role
from egide.law.letters import LetterTemplate
from egide.law.modules import DossierKind, Module
from egide.modules.interventions.access import KIND, POLICY
from egide.modules.interventions.figures import COUNTED
from egide.modules.interventions.law import DEADLINES, FACTS, GROUNDS, RETENTION
from egide.modules.interventions.lifecycle import LIFECYCLE
from egide.modules.interventions.texts import TEXTS


def _letter(code: str, reference: str, title: str, by: Role, *, to: str = "requester") -> LetterTemplate:
    to_order = to == "order"
    return LetterTemplate(
        code,
        reference,
        title,
        recipient=to,
        requires_approval_by=by,
        file=f"{code}.typ",
        four_eyes=by is roles.UNIT_HEAD,
        answered_by_link=to_order,
        to_each=code == "letter_to_order",
        feedback=code == "feedback_to_order",
    )


LETTERS = (
    # An acknowledgment says nothing on the substance: the secretariat signs it.
    _letter("acknowledgment", "L101", "Accusé de réception", roles.INTAKE),
    _letter("request_for_particulars", "L102", "Demande de précisions", roles.ANALYST),
    _letter("redirection", "L103", "Réorientation", roles.UNIT_HEAD),
    _letter("letter_to_order", "L104", "Lettre à l’ordre", roles.UNIT_HEAD, to="order"),
    _letter("intervention_notice", "L105", "Avis de l’intervention", roles.UNIT_HEAD),
    _letter("intervention_reply", "L105-R", "Avis de l’intervention tenant lieu de réponse", roles.UNIT_HEAD),
    _letter("delay_notice", "L106", "Avis de retard", roles.UNIT_HEAD),
    _letter("reasoned_reply", "L107", "Réponse motivée", roles.UNIT_HEAD),
    _letter("feedback_to_order", "L108", "Rétroaction à l’ordre", roles.UNIT_HEAD, to="order"),
    # Beyond the catalogue of domain.md H.3: each end of a file has its own letter.
    _letter("not_admissible", "L109", "Demande non recevable", roles.UNIT_HEAD),
    _letter("transfer_notice", "L110", "Avis de transfert", roles.UNIT_HEAD),
)

INTERVENTIONS = Module(
    code="interventions",
    name="Demandes d’intervention",
    about="Une personne signale qu’un mécanisme d’un ordre professionnel tarde, n’informe pas ou ne fonctionne "
    "pas. L’Office informe, facilite et rappelle; il ne juge jamais le fond.",
    kind=DossierKind(
        KIND, "Demande d’intervention", prefix="INT", compartment="office", default_class="6200"
    ),
    lifecycle=LIFECYCLE,
    facts=FACTS,
    deadlines=DEADLINES,
    grounds=GROUNDS,
    policy=POLICY,
    letters=LETTERS,
    retention=RETENTION,
    facts_builder="egide.modules.interventions.queries.facts",
    letter_fields="egide.modules.interventions.queries.letter_fields",
    keeper="egide.modules.interventions.keeping.keep",
    kept="egide.modules.interventions.keeping.kept",
    summary="egide.modules.interventions.pages.summary",
    follow_up="egide.modules.interventions.following.follow_up",
    counted=COUNTED,
    texts=TEXTS,
)
