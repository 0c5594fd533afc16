"""One call for both doors of the box: the dossier is opened, then given to the person chosen, if any.

Both happen in the page's transaction: never one without the other.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import ProfessionalOrder
from egide.modules.interventions import actions
from egide.modules.interventions.models import Request
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Site, Unit, User


def open_from(
    chosen: Mapping[str, Any],
    *,
    actor: Actor,
    intake: actions.Intake,
    site: str = "",
    request: Request | None = None,
    now: datetime,
) -> Dossier:
    """Will open the dossier with the unit, the order and the person that were chosen in a valid form.

    :raises Refused: the request was already dealt with, or the person may not be put in charge.
    """
    unit = Unit.objects.select_related("compartment", "site").get(code=chosen["unit"])
    order = ProfessionalOrder.objects.filter(slug=chosen["order"]).first() if chosen["order"] else None
    return actions.open_intervention(
        actor=actor,
        intake=replace(intake, order=order),
        unit=unit,
        site=Site.objects.get(code=site) if site else unit.site,
        request=request,
        assignee=User.objects.get(public_id=chosen["person"]) if chosen["person"] else None,
        now=now,
    )
