"""Facts and the deadlines that they start and meet, as stored rows: law/ has its own tests of the arithmetic.

A series of notices is tried on a module made for it; no module of the house recurs yet.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from egide.kernel import registry
from egide.kernel.deadlines.duedates import cancel, extend, settle, suspend
from egide.kernel.deadlines.facts import record_fact, recorded_codes
from egide.kernel.deadlines.models import DueDate, Status
from egide.law.deadlines import Deadline, Extension, Fact, Recurrence, Term, Unit
from egide.law.sources import Source
from egide.modules.interventions.module import INTERVENTIONS
from tests.kernel.scene import Scene

SOURCE = Source("Loi d’essai", "1")
ASKED, NOTIFIED = Fact("asked", "demande"), Fact("notified", "avis")
NOTICES = Deadline(
    "notices", "Avis de progression", starts_on=ASKED, met_by=NOTIFIED,
    terms=(Term(90, Unit.CALENDAR_DAYS, source=SOURCE),),
    recurs=Recurrence(30, Unit.CALENDAR_DAYS, source=SOURCE),
)  # fmt: skip
LONG = Deadline(
    "long", "Répondre", starts_on=ASKED, met_by=NOTIFIED,
    terms=(Term(20, Unit.CALENDAR_DAYS, source=SOURCE),),
    extension=Extension(10, Unit.CALENDAR_DAYS, source=SOURCE),
)  # fmt: skip


@pytest.fixture(autouse=True)
def module() -> Iterator[None]:
    installed = registry.modules()
    facts, deadlines = (*INTERVENTIONS.facts, ASKED, NOTIFIED), (*INTERVENTIONS.deadlines, NOTICES, LONG)
    registry.install((replace(INTERVENTIONS, facts=facts, deadlines=deadlines),))
    yield
    registry.install(installed)


def record(scene: Scene, fact: Fact, day: str) -> None:
    on = date.fromisoformat(day)
    scene.act(
        "nadia",
        lambda actor, dossier: record_fact(
            dossier=dossier, fact=fact, occurred_on=on, actor_code=actor.code, now=scene.now
        ),
    )


def rows(scene: Scene, code: str) -> list[tuple[str, str, str | None]]:
    dues = scene.act("nadia", lambda a, d: list(DueDate.objects.filter(rule=f"interventions.{code}")))
    found = sorted(dues, key=lambda due: due.occurrence)
    return [(x.raw_date.isoformat(), str(x.status), str(x.settled_on or "")) for x in found]


def test_a_fact_starts_what_binds_to_it_from_its_own_day_not_from_today(scene: Scene) -> None:
    record(scene, ASKED, "2026-03-16")

    assert rows(scene, "notices") == [("2026-06-14", "open", "")]
    assert "asked" in scene.act("nadia", lambda a, d: recorded_codes(d))


def test_an_early_notice_meets_its_period_and_the_next_is_anchored_on_the_series(scene: Scene) -> None:
    record(scene, ASKED, "2026-03-16")
    record(scene, NOTIFIED, "2026-05-20")

    assert rows(scene, "notices") == [("2026-06-14", "met", "2026-05-20"), ("2026-07-14", "open", "")]


def test_a_second_notice_in_one_period_does_not_meet_the_next(scene: Scene) -> None:
    record(scene, ASKED, "2026-03-16")
    record(scene, NOTIFIED, "2026-05-20")
    record(scene, NOTIFIED, "2026-06-10")
    assert rows(scene, "notices")[1] == ("2026-07-14", "open", "")

    record(scene, NOTIFIED, "2026-07-10")
    assert rows(scene, "notices")[1:] == [("2026-07-14", "met", "2026-07-10"), ("2026-08-13", "open", "")]


def test_a_late_notice_is_late_for_its_period_and_meets_the_one_in_which_it_falls(scene: Scene) -> None:
    record(scene, ASKED, "2026-03-16")
    record(scene, NOTIFIED, "2026-07-01")

    assert rows(scene, "notices") == [
        ("2026-06-14", "late", "2026-07-01"),
        ("2026-07-14", "met", "2026-07-01"),
        ("2026-08-13", "open", ""),
    ]
    assert scene.problems == []


def test_what_happened_before_the_start_meets_nothing(scene: Scene) -> None:
    record(scene, ASKED, "2026-03-16")
    record(scene, NOTIFIED, "2026-03-15")
    assert rows(scene, "long") == [("2026-04-05", "open", "")]

    record(scene, NOTIFIED, "2026-03-16")
    assert rows(scene, "long") == [("2026-04-05", "met", "2026-03-16")]


def test_an_extension_runs_from_the_raw_date_and_is_given_once(scene: Scene) -> None:
    record(scene, ASKED, "2026-03-02")
    for _ in range(2):
        scene.act("nadia", lambda a, d: extend(dossier=d, deadline=LONG, now=scene.now))

    assert rows(scene, "long") == [("2026-04-01", "open", "")]
    assert scene.codes.count("deadline.extended") == 1
    assert scene.problems == []


def test_an_answer_meets_a_suspended_deadline(scene: Scene) -> None:
    record(scene, ASKED, "2026-03-02")
    scene.act("nadia", lambda a, d: suspend(dossier=d, deadline=LONG, now=scene.now))
    assert rows(scene, "long")[0][1] == Status.SUSPENDED

    record(scene, NOTIFIED, "2026-03-10")
    assert rows(scene, "long") == [("2026-03-22", "met", "2026-03-10")]


def test_a_settled_or_cancelled_deadline_stays_as_it_is(scene: Scene) -> None:
    record(scene, ASKED, "2026-03-02")
    scene.act("nadia", lambda a, d: cancel(dossier=d, deadline=LONG, now=scene.now))
    scene.act("nadia", lambda a, d: settle(dossier=d, deadline=LONG, on=date(2026, 3, 5), now=scene.now))
    scene.act("nadia", lambda a, d: cancel(dossier=d, deadline=LONG, now=scene.now))

    assert rows(scene, "long") == [("2026-03-22", "cancelled", "")]
    assert scene.codes.count("deadline.cancelled") == 1


def test_the_dossier_carries_the_first_of_the_dates_that_run(scene: Scene) -> None:
    assert scene.dossier.next_due_label == "Accuser réception"

    record(scene, ASKED, "2026-03-02")
    assert (scene.dossier.next_due_on, scene.dossier.next_due_label) == (date(2026, 3, 23), "Répondre")

    record(scene, NOTIFIED, "2026-03-05")
    assert (scene.dossier.next_due_on, scene.dossier.next_due_label) == (
        date(2026, 6, 30),
        "Avis de progression",
    )
