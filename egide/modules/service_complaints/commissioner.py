"""A complaint about the Commissioner himself: to the president's bureau and to the Protecteur du citoyen at once.

His own unit is kept away by the same conflicts as anyone concerned. Source: service statement, « toute plainte
concernant le titulaire du poste de commissaire ».
"""

from datetime import datetime

from egide.kernel.deadlines.facts import record_fact
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.drafting import draft_letter
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import PartyRole
from egide.law import roles
from egide.modules.service_complaints.law import ABOUT_COMMISSIONER
from egide.platform.accounts.models import Unit

ABOUT = "le Commissaire à l’admission aux professions"
OMBUDSMAN_NAME = "Protecteur du citoyen"
OMBUDSMAN_ADDRESS = "800, place D’Youville, 19e étage\nQuébec (Québec)  G1R 3P4"
TEMPLATE = "ombudsman_transmission"


def his_units() -> tuple[Unit, ...]:
    """Will return the units of the Commissioner, all kept away from what concerns him."""
    return tuple(Unit.objects.filter(compartment__code=roles.COMMISSION.code).order_by("pk"))


def transmit_at_once(*, dossier: Dossier, actor_code: str, now: datetime) -> None:
    """Will name the Protecteur du citoyen among the recipients and draft the transmission, due the same day."""
    ombudsman = add_person(
        dossier=dossier,
        role=PartyRole.BODY,
        name=OMBUDSMAN_NAME,
        address=OMBUDSMAN_ADDRESS,
        preferred_channel="post",
        now=now,
    )
    record_fact(
        dossier=dossier,
        fact=ABOUT_COMMISSIONER,
        occurred_on=dossier.received_on,
        actor_code=actor_code,
        now=now,
    )
    draft_letter(
        dossier=dossier, template=TEMPLATE, answers={}, recipient=ombudsman, actor_code=actor_code, now=now
    )
