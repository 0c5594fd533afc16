"""Verification by batches: as many questions for a hundred dossiers as for one, none judged by another's rows.

Property: whatever was damaged, and however many are read at a time, each dossier is told the same faults as alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Model
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from egide.kernel.deadlines.models import DueDate, FactRecord
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle import gathering
from egide.kernel.lifecycle.replaying import dossiers_problems
from egide.kernel.records.models_keeping import Keeping
from egide.modules.interventions.models import InterventionDetails
from egide.platform.accounts.acting import acting_as
from egide.platform.journal.append import append, dossier_chain
from tests.cast import NOW, Cast, seed_office
from tests.database import as_owner
from tests.kernel.scene import REPLY, Scene, in_progress, open_scene

DAY = timedelta(days=1)
Damage = tuple[type[Model], dict[str, Any], dict[str, Any]]
DAMAGES: tuple[Damage, ...] = (
    (Dossier, {}, {"state": "triage"}),
    (Dossier, {}, {"entered_at": F("entered_at") - DAY}),
    (Dossier, {}, {"closed_on": "2026-12-18"}),
    (Dossier, {}, {"active_until": "2030-01-01"}),
    (Dossier, {}, {"retention_series": "autre"}),
    (DueDate, {"rank": 1}, {"settled_on": "2026-11-30"}),
    (DueDate, {"rank": 2}, {"measured_on": F("measured_on") + DAY}),
    (DueDate, {"rank": 2}, {"status": "cancelled"}),
    (DueDate, {"rank": 2}, {"rule": "interventions.autre"}),
    (DueDate, {"rank": 2}, {"starts_on": F("starts_on") - DAY}),
    (FactRecord, {"code": "received"}, {"occurred_on": F("occurred_on") - DAY}),
    (FactRecord, {"code": "received"}, {"withdrawn_at": F("recorded_at")}),
    (Letter, {"rank": 1}, {"state": "failed"}),
    (Keeping, {}, {"events": "{}"}),
    (Keeping, {}, {"series": "autre"}),
    (InterventionDetails, {}, {"urgency": "other"}),
)

FORGED = ("lifecycle.moved", "lifecycle.undone")


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


def lives(cast: Cast) -> list[Scene]:
    """Five lives: just opened, at work, a reply undone, withdrawn and closed, closed then reopened by an undo."""
    opened, working, undone = open_scene(cast), in_progress(open_scene(cast)), in_progress(open_scene(cast))
    undone.move("prepare_reply", **REPLY)
    undone.later(hours=1).undo()
    closed, reopened = closing(open_scene(cast)), closing(open_scene(cast))
    reopened.later(hours=1).undo()
    return [opened, working, undone, closed, reopened]


def closing(scene: Scene) -> Scene:
    scene.move("withdraw", occurred_on=scene.today.isoformat(), motive="Réglé.")
    scene.later(days=1).move("close")
    return scene


def faults(number: str | None = None) -> list[str]:
    return list(dossiers_problems(number))


def test_lives_that_nobody_damaged_have_no_fault_together(cast: Cast) -> None:
    lives(cast)

    with as_owner():
        assert faults() == []


@pytest.mark.parametrize("batch", [1000, 2])
def test_the_questions_are_as_many_for_fifteen_dossiers_as_for_five(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(gathering, "BATCH", batch)
    lives(cast)
    few = questions(faults)
    for _ in range(2):
        lives(cast)

    batches = (15 // batch + 1) - (5 // batch + 1)
    assert questions(faults) <= few + batches * PER_BATCH


PER_BATCH = 13  # the savepoint of the picture and its release, the dossiers, then what they are compared with


def questions(what: Callable[[], object]) -> int:
    with as_owner(), CaptureQueriesContext(connection) as asked:
        what()
    return len(asked)


@pytest.fixture
def lived(cast: Cast) -> list[Scene]:
    return lives(cast)


@contextmanager
def damaged(lived: list[Scene], damages: list[tuple[int, Damage | str]]) -> Iterator[None]:
    """Will do these damages, of which the database refuses some, and take them back at the end of the block."""
    with transaction.atomic():
        for which, damage in damages:
            dossier = Dossier.objects.get(number=lived[which].number)
            with suppress(IntegrityError), transaction.atomic():
                if isinstance(damage, str):
                    with acting_as(lived[which].cast.actor("marc")):
                        forge(dossier, damage)
                else:
                    model, where, values = damage
                    owner = "pk" if model in (Dossier, InterventionDetails) else "dossier_id"
                    model._default_manager.filter(**{owner: dossier.pk}, **where).update(**values)
        yield
        transaction.set_rollback(True)


def forge(dossier: Dossier, code: str) -> None:
    """Will add an entry which tells a step, or an undo, that nobody made."""
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={"transition": "withdraw", "from": dossier.state, "to": "received", "effects": []},
        at=NOW + 30 * DAY,
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    damages=st.lists(st.tuples(st.integers(0, 4), st.sampled_from([*DAMAGES, *FORGED])), max_size=6),
    batch=st.sampled_from([1, 2, 3, 5, 1000]),
)
def test_each_dossier_is_told_the_same_faults_in_a_batch_as_alone(
    lived: list[Scene], damages: list[tuple[int, Damage | str]], batch: int
) -> None:
    with as_owner(), damaged(lived, damages), pytest.MonkeyPatch.context() as patch:
        alone = [fault for scene in lived for fault in faults(scene.number)]
        patch.setattr(gathering, "BATCH", batch)

        assert faults() == alone
