"""The Commission d’accès à l’information, named on a request as soon as a review is before it.

The letter of transmission (L307) is written to her; her address is the letter’s, read again before it leaves.
"""

from datetime import date, datetime
from typing import Any

from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.actions import add_person, party_of_role
from egide.kernel.parties.models import PartyRole
from egide.modules.access_requests.access import KIND

NAME = "Commission d’accès à l’information"
ADDRESS = "525, boul. René-Lévesque Est\nQuébec (Québec)  G1R 5S9"


def name_commission(*, dossier: Dossier, letter: Any, on: date, now: datetime) -> None:
    """Will add her to the parties of a request under review, once (follows `events.MOVED`)."""
    if dossier.kind != KIND or dossier.state != "commission_review":
        return
    if party_of_role(dossier, PartyRole.BODY) is None:
        add_person(
            dossier=dossier,
            role=PartyRole.BODY,
            name=NAME,
            address=ADDRESS,
            preferred_channel="post",
            now=now,
        )
