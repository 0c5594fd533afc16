"""Section 49 day by day, on the vector of the reference: received 2 March 2026, released after 9 May.

Nobody decides before the observations end, and nothing leaves before fifteen days after the mailing.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from egide.kernel.dossiers.models import Dossier
from egide.modules.access_requests.examination import thirds
from egide.modules.access_requests.examination.models import FoundDocument, ThirdPerson
from egide.modules.access_requests.examination.readiness import obstacle_to_decide, obstacle_to_release
from egide.modules.access_requests.examination.third_dates import (
    decision_due,
    notice_due,
    observations_due,
    release_after,
)
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from tests.cast import Cast
from tests.database import as_owner
from tests.modules.access_requests.scene import Scene, open_scene

RECEIVED = datetime(2026, 3, 2, 15, tzinfo=UTC)
MAILED, INFORMED, OBSERVED = date(2026, 3, 18), date(2026, 3, 20), date(2026, 4, 9)
DECIDED, RELEASED = date(2026, 4, 24), date(2026, 5, 9)


class Told:
    """A third person of a request, and the clock."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def add(self, **more: Any) -> None:
        self.scene.act(
            "lise",
            lambda a, d: thirds.add_third_person(
                dossier=d, name="Gestion Bornais inc.", address="1, rue X\nQuébec", now=self.scene.now, **more
            ),
        )

    def on(self, day: date, what: Callable[..., Any], rank: int = 1, **said: Any) -> None:
        self.scene.on(day)

        def act(_: Actor, dossier: Dossier) -> None:
            person = ThirdPerson.objects.get(dossier_id=dossier.pk, rank=rank)
            what(dossier=dossier, person=person, now=self.scene.now, **said)

        self.scene.act("lise", act)

    def decide(self, day: date) -> str:
        return self.scene.act("lise", lambda a, d: obstacle_to_decide(d, day))

    def release(self, day: date) -> str:
        return self.scene.act("lise", lambda a, d: obstacle_to_release(d, day))


@pytest.fixture
def told(cast: Cast) -> Told:
    scene = open_scene(cast, received_at=RECEIVED)
    made = Told(scene)
    made.add()
    return made


def test_the_days_are_those_of_the_reference_each_with_its_proof(cast: Cast) -> None:
    assert notice_due(date(2026, 3, 2)).raw_date == date(2026, 3, 22)
    assert observations_due(INFORMED).raw_date == OBSERVED
    assert decision_due(OBSERVED).raw_date == DECIDED
    assert release_after(DECIDED).raw_date == RELEASED
    assert "15 jours" in " ".join(release_after(DECIDED).steps)
    assert "49" in release_after(DECIDED).source


def test_silence_is_consent_once_the_time_is_over_and_the_release_waits(told: Told) -> None:
    assert "n’est pas informé" in told.decide(INFORMED)
    told.on(INFORMED, thirds.record_notice, mailed_on=MAILED, informed_on=INFORMED)
    assert "jusqu’au 9 avril 2026 inclus" in told.decide(OBSERVED)
    with pytest.raises(Refused, match="9 avril 2026"):
        told.on(OBSERVED, thirds.record_position, position="silence")

    told.on(date(2026, 4, 10), thirds.record_position, position="silence")

    assert told.decide(date(2026, 4, 10)) == ""
    assert told.scene.due("third_person_decision").raw_date == DECIDED
    assert "mise à la poste" in told.release(DECIDED)
    told.on(DECIDED, thirds.record_decision_mailed, on=DECIDED)
    assert "après le 9 mai 2026" in told.release(DECIDED)
    assert told.release(RELEASED)
    assert told.release(date(2026, 5, 10)) == ""


def test_time_alone_opens_the_decision_after_silence(told: Told) -> None:
    told.on(INFORMED, thirds.record_notice, mailed_on=MAILED, informed_on=INFORMED)

    assert told.decide(date(2026, 4, 10)) == ""


def test_who_is_not_concerned_by_what_is_given_keeps_nothing_closed(told: Told) -> None:
    told.scene.act("lise", lambda a, d: ThirdPerson.objects.filter(dossier_id=d.pk).update(about=[4]))
    with as_owner():
        assert not FoundDocument.objects.exists()

    assert told.release(RELEASED) == ""


@pytest.mark.parametrize(
    ("mailed", "informed", "why"),
    [
        (date(2026, 3, 1), INFORMED, "Dans l’ordre"),
        (MAILED, date(2026, 3, 17), "Dans l’ordre"),
        (MAILED, date(2026, 3, 25), "pas encore arrivé"),
    ],
)
def test_it_refuses_days_out_of_order(told: Told, mailed: date, informed: date, why: str) -> None:
    with pytest.raises(Refused, match=why):
        told.on(INFORMED, thirds.record_notice, mailed_on=mailed, informed_on=informed)


def test_it_refuses_to_tell_the_decision_before_the_observations(told: Told) -> None:
    told.on(INFORMED, thirds.record_notice, mailed_on=MAILED, informed_on=INFORMED)

    with pytest.raises(Refused, match="suit les observations"):
        told.on(INFORMED, thirds.record_decision_mailed, on=INFORMED)


def test_the_request_follows_the_last_of_its_third_persons(told: Told) -> None:
    told.add()
    told.on(INFORMED, thirds.record_notice, mailed_on=MAILED, informed_on=INFORMED)
    told.on(INFORMED, thirds.record_position, position="consent", on=INFORMED)
    assert "tiers n°\u00a02" in told.decide(INFORMED)

    told.on(INFORMED, thirds.record_notice, rank=2, mailed_on=MAILED, informed_on=INFORMED)
    told.on(date(2026, 4, 2), thirds.record_position, rank=2, position="refusal", on=date(2026, 4, 2))

    assert told.scene.due("third_person_decision").starts_on == date(2026, 4, 2)
    assert told.decide(date(2026, 4, 2)) == ""


def test_it_refuses_a_third_person_without_an_address(told: Told) -> None:
    with pytest.raises(Refused, match="part par la poste"):
        told.scene.act(
            "lise",
            lambda a, d: thirds.add_third_person(dossier=d, name="X", address=" ", now=told.scene.now),
        )


def test_it_refuses_a_number_that_the_inventory_does_not_hold(told: Told) -> None:
    before = told.scene.act("lise", lambda a, d: d.version)

    with pytest.raises(Refused, match="pas de document 7"):
        told.add(about=[7])

    told.add()
    assert told.scene.act("lise", lambda a, d: d.version) > before, "an older form must be refused"


def test_a_day_corrected_moves_the_clock_of_the_request(told: Told) -> None:
    told.on(INFORMED, thirds.record_notice, mailed_on=MAILED, informed_on=date(2026, 3, 19))
    assert told.scene.due("observations").raw_date == date(2026, 4, 8)

    told.on(INFORMED, thirds.record_notice, mailed_on=MAILED, informed_on=INFORMED)

    assert told.scene.due("observations").raw_date == OBSERVED


def test_the_notice_is_in_time_by_the_day_it_was_mailed_not_by_the_day_it_arrived(told: Told) -> None:
    informed = date(2026, 3, 24)

    told.on(informed, thirds.record_notice, mailed_on=date(2026, 3, 20), informed_on=informed)

    notice = told.scene.due("third_person_notice")
    assert (notice.status, notice.settled_on) == ("met", date(2026, 3, 20))
