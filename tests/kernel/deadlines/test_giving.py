"""A date that a person asks for fixes a deadline: one that runs moves, one without a length starts there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from egide.kernel import registry
from egide.kernel.deadlines.facts import record_fact
from egide.kernel.deadlines.giving import give_date
from egide.kernel.deadlines.models import DueDate
from egide.law.deadlines import Deadline, Fact, Given, Nature, Term, Unit
from egide.law.sources import Source
from egide.modules.interventions.module import INTERVENTIONS
from egide.platform.errors.failures import Refused
from tests.kernel.scene import Scene

SOURCE = Source("Pratique d’essai", "")
ASKED, DONE = Fact("asked", "demande"), Fact("done", "remise")
TARGET = Deadline(
    "target", "Répondre", ASKED, DONE, (Term(5, Unit.CALENDAR_DAYS, SOURCE),),
    nature=Nature.TARGET, given=Given("date demandée", SOURCE),
)  # fmt: skip
WORK = Deadline("work", "Remettre", ASKED, DONE, (), nature=Nature.TARGET, given=Given("date fixée", SOURCE))


@pytest.fixture(autouse=True)
def module() -> Iterator[None]:
    installed = registry.modules()
    facts, deadlines = (*INTERVENTIONS.facts, ASKED, DONE), (*INTERVENTIONS.deadlines, TARGET, WORK)
    registry.install((replace(INTERVENTIONS, facts=facts, deadlines=deadlines),))
    yield
    registry.install(installed)


def record(scene: Scene, fact: Fact, day: str) -> None:
    on = date.fromisoformat(day)
    scene.act(
        "nadia",
        lambda a, d: record_fact(dossier=d, fact=fact, occurred_on=on, actor_code=a.code, now=scene.now),
    )


def give(scene: Scene, deadline: Deadline, day: str) -> DueDate:
    on = date.fromisoformat(day)
    return scene.act("nadia", lambda a, d: give_date(dossier=d, deadline=deadline, on=on, now=scene.now))


def test_what_runs_moves_to_the_date_given_and_verification_agrees(scene: Scene) -> None:
    record(scene, ASKED, "2026-11-10")
    before = scene.due("target")

    after = give(scene, TARGET, "2026-11-29")

    assert (before.due_date, after.due_date, after.rank) == (
        date(2026, 11, 16),
        date(2026, 11, 29),
        before.rank,
    )
    assert "deadline.given" in scene.codes
    assert scene.problems == []
    record(scene, DONE, "2026-11-29")
    assert scene.due("target").status == "met"
    with pytest.raises(Refused, match="ne court plus"):
        give(scene, TARGET, "2026-12-01")


def test_a_deadline_without_a_length_waits_for_its_date_and_may_get_another_once_returned(
    scene: Scene,
) -> None:
    with pytest.raises(Refused, match="n’est pas consigné"):
        give(scene, WORK, "2026-12-01")
    record(scene, ASKED, "2026-11-10")
    assert not scene.act("nadia", lambda a, d: DueDate.objects.filter(rule="interventions.work").exists())

    give(scene, WORK, "2026-12-01")
    give(scene, WORK, "2026-12-08")
    record(scene, DONE, "2026-12-02")
    give(scene, WORK, "2026-12-15")

    dues = scene.act(
        "nadia", lambda a, d: list(DueDate.objects.filter(rule="interventions.work").order_by("rank"))
    )
    assert [(d.due_date.day, d.status) for d in dues] == [(8, "met"), (15, "open")]
    assert scene.problems == []


def test_a_date_before_the_start_is_refused_in_words(scene: Scene) -> None:
    record(scene, ASKED, "2026-11-10")

    with pytest.raises(Refused, match="précède"):
        give(scene, TARGET, "2026-11-09")
