"""Complaints of the Commissioner's compartment for the tests of what surrounds them: opened, concluded, summed up.

Made by the real actions; the thread of a complaint itself is tested in its own module.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from egide.kernel.deadlines.facts import record_fact
from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Channel, Dossier
from egide.modules.admission_complaints.actions import NewComplaint, Target, open_complaint
from egide.modules.admission_complaints.law import CONCLUDED
from egide.modules.admission_work.summaries import Told
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from tests.cast import NOW, TODAY, Cast

Result = TypeVar("Result")
TOLD = Told(
    received_on=date(2026, 3, 16),
    closed_on=date(2026, 10, 1),
    permit="Permis régulier, équivalence de diplôme",
    issue="La durée de l’étude d’une demande d’équivalence.",
    conclusions="Le Commissaire recommande un délai écrit, que l’ordre accepte.",
)


def opened(cast: Cast, *, name: str = "Amina Benali", now: datetime = NOW) -> str:
    """Will open a complaint as the secretary does, put Simon in charge, and return its number."""
    with acting_as(cast.actor("yvette")) as yvette:
        unit = Unit.objects.select_related("compartment", "site").get(code="commission")
        dossier = open_complaint(
            actor=yvette,
            complaint=NewComplaint(
                name=name,
                email="amina@exemple.example",
                phone="+213 21 23 45 67",
                address="14, rue Didouche Mourad\n16000 Alger",
                targets=(Target(order_slug="dentistes"),),
                facts="Ma demande est à l’étude depuis quatorze mois.",
            ),
            unit=unit,
            site=unit.site,
            received_at=now,
            channel=Channel.EMAIL,
            now=now,
        )
    act(cast, dossier.number, "claire", lambda a, d: assign(dossier=d, to=cast.user("simon"), now=now))
    return dossier.number


def concluded(cast: Cast, number: str, *, now: datetime = NOW) -> None:
    """Will note that the conclusions were sent."""
    act(
        cast,
        number,
        "claire",
        lambda a, d: record_fact(dossier=d, fact=CONCLUDED, occurred_on=TODAY, actor_code=a.code, now=now),
    )


def act(cast: Cast, number: str, who: str, what: Callable[[Actor, Dossier], Result]) -> Result:
    """Will do something as someone, the dossier's row locked, as a page does."""
    with acting_as(cast.actor(who)) as actor:
        rows = Dossier.objects.select_for_update(of=("self",)).select_related("unit__site", "site")
        return what(actor, rows.get(number=number))
