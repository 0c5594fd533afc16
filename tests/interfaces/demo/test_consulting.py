"""What the demonstration tells of consultations is made by the real actions, and reads as it should.

Two requests whose search is under way stand for those of the demonstration.
"""

from dataclasses import dataclass
from datetime import timedelta

from egide.interfaces.demo import consulting
from egide.kernel.consulting.models import Consultation, State
from egide.modules.access_requests.examination.models import (
    FeeEstimate,
    FoundDocument,
    FoundPage,
    ThirdPerson,
)
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Compartment, Membership, Site, Unit
from tests.cast import LONG_AGO, NOW, Cast, seed_office
from tests.database import Pair, as_owner
from tests.modules.access_requests.scene import open_scene


@dataclass
class Moment:
    """What `fill` asks of the demonstration: the people, and the moment."""

    cast: Cast

    now = NOW

    def actor(self, first: str) -> Actor:
        """The person."""
        return self.cast.actor(first)


def test_two_units_answered_two_have_not_and_three_documents_are_examined(fresh: Pair) -> None:
    cast = seed_office()
    with as_owner():
        office, site = Compartment.objects.get(code="office"), Site.objects.get(code="quebec")
        legal = Unit.objects.create(code="legal", name="Affaires juridiques", compartment=office, site=site)
        Membership.objects.create(user=cast.user("nadia"), unit=legal, role="analyst", since=LONG_AGO)
    for days in (20, 10):
        scene = open_scene(cast, received_at=NOW - timedelta(days=days))
        scene.give()
        scene.send("acknowledgment")
        scene.move("start_search")

    consulting.fill(Moment(cast))  # type: ignore[arg-type]

    with as_owner():
        states = list(Consultation.objects.order_by("pk").values_list("state", flat=True))
        assert sorted(states) == [State.ANSWERED, State.ANSWERED, State.ASKED, State.ASKED]
        assert FoundDocument.objects.count() == 3
        assert ThirdPerson.objects.count() == FeeEstimate.objects.count() == 1
        assert FoundPage.objects.filter(number=2, by_likeness=True).count() == 2
