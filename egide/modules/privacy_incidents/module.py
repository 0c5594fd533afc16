"""Table of contents of the module: everything it declares. Read first.

Law in law.py, life in lifecycle.py, rights in access.py; the rest is ordinary Django.
"""

from egide.law import roles
from egide.law.letters import LetterTemplate
from egide.law.modules import DossierKind, Module
from egide.modules.privacy_incidents.access import KIND, POLICY
from egide.modules.privacy_incidents.figures import COUNTED
from egide.modules.privacy_incidents.law import DEADLINES, FACTS, RETENTION
from egide.modules.privacy_incidents.lifecycle import LIFECYCLE
from egide.modules.privacy_incidents.texts import TEXTS

LETTERS = (
    LetterTemplate(
        "commission_notice",
        "L331",
        "Avis à la Commission d’accès à l’information",
        recipient="body",
        requires_approval_by=roles.PRIVACY_OFFICER,
        also_by=(roles.COMMISSIONER,),
        file="commission_notice.typ",
    ),
    LetterTemplate(
        "person_notice",
        "L332",
        "Avis à une personne concernée",
        recipient="third_person",
        requires_approval_by=roles.PRIVACY_OFFICER,
        also_by=(roles.COMMISSIONER,),
        file="person_notice.typ",
        to_each=True,
    ),
)

PRIVACY_INCIDENTS = Module(
    code="privacy_incidents",
    name="Incidents de confidentialité",
    about="Toute personne de l’Office déclare un incident. La personne responsable de la protection des renseignements "
    "personnels évalue le risque, donne les avis que la loi demande et tient le registre.",
    kind=DossierKind(
        KIND,
        "Incident de confidentialité",
        prefix="INC",
        compartment=roles.ACCESS.code,
        default_class="4300",
        elsewhere=((roles.COMMISSION.code, "INK"),),
    ),
    lifecycle=LIFECYCLE,
    facts=FACTS,
    deadlines=DEADLINES,
    policy=POLICY,
    letters=LETTERS,
    retention=RETENTION,
    facts_builder="egide.modules.privacy_incidents.queries.facts",
    letter_fields="egide.modules.privacy_incidents.queries.letter_fields",
    summary="egide.modules.privacy_incidents.pages.summary",
    counted=COUNTED,
    texts=TEXTS,
)
