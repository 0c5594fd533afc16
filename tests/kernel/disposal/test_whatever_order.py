"""Whatever people do and in whatever order: nothing that is held, and nothing before its last day, is destroyed.

Three dossiers, random sequences of the real acts, each refused when it must be; all is taken back after each sequence.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from egide.kernel.disposal import executing, lists
from egide.kernel.disposal.models import DispositionList, ListState
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.holds import lift_holds, place_hold
from egide.kernel.records.models import Disposed, Hold
from egide.platform.accounts.acting import acting_as
from egide.platform.errors.failures import Refused
from tests.cast import Cast, seed_office
from tests.database import as_owner
from tests.kernel.disposal.steps import THEN, old_dossier, wanted

# One is due since long, one since yesterday, one a little after the time to object of a list made at once.
LAST_DAYS = (date(2035, 6, 30), date(2036, 1, 6), date(2036, 3, 1))
TOWARDS = ("next",) * 5  # half of the acts lead to the destruction, the others are in its way
ACTS = (*TOWARDS, "run", "run", "hold", "lift", "later", "object")
WHOLE_WAY = [("next", 0)] * 5 + [("later", 0), ("run", 0)]


@dataclass
class World:
    """Three dossiers, the clock, and what was destroyed in all sequences together."""

    cast: Cast
    numbers: tuple[str, ...]
    now: datetime = THEN
    destroyed: list[str] = field(default_factory=list)

    def do(self, act: str, which: int) -> None:
        """Will do one act; what the house refuses changes nothing."""
        with suppress(Refused), transaction.atomic():
            getattr(self, f"_{act}")(which % len(self.numbers))

    def _next(self, which: int) -> None:
        listed = self._list()
        if listed is None:
            self._as("rene", lambda a: lists.make_list(actor=a, wanted=self._wanted(), now=self.now))
        elif listed.state == ListState.DRAFT:
            self._as("rene", lambda a: lists.submit(actor=a, listed=listed, now=self.now))
        elif listed.state == ListState.REVIEW:
            self._as("marc", lambda a: lists.agree_to_rest(actor=a, listed=listed, now=self.now))
            self._as("marc", lambda a: lists.end_review(actor=a, listed=listed, now=self.now))
        elif listed.state == ListState.CHECK:
            self._as("rene", lambda a: lists.check(actor=a, listed=listed, now=self.now))
        elif listed.state == ListState.APPROVAL:
            seen = listed.digest
            self._as(
                "helene", lambda a: lists.approve(actor=a, listed=listed, digest_seen=seen, now=self.now)
            )

    def _run(self, which: int) -> None:
        if listed := self._list():
            executing.run_list(list_id=listed.pk, compartment_id=listed.compartment_id, now=self.now)

    def _hold(self, which: int) -> None:
        self._as("rene", lambda a: place_hold(
            dossier=self._dossier(which), reason="litige", actor_code=a.code, now=self.now))  # fmt: skip

    def _lift(self, which: int) -> None:
        dossier = self._dossier(which)
        ranks = list(Hold.objects.filter(dossier=dossier).values_list("rank", flat=True))
        self._as("rene", lambda a: lift_holds(dossier=dossier, ranks=ranks, actor_code=a.code, now=self.now))

    def _object(self, which: int) -> None:
        if listed := self._list():
            self._as("marc", lambda a: lists.object_to(
                actor=a, listed=listed, place=which + 1, reason="Recherche en cours.", now=self.now))  # fmt: skip

    def _later(self, which: int) -> None:
        self.now += timedelta(days=(31, 12, 1)[which])

    def _as(self, who: str, what: Callable[..., object]) -> None:
        with acting_as(self.cast.actor(who)) as actor:
            what(actor)

    def _dossier(self, which: int) -> Dossier:
        with as_owner():
            return Dossier.objects.get(number=self.numbers[which])

    def _list(self) -> DispositionList | None:
        with as_owner():
            rows = DispositionList.objects.select_related("compartment", "unit").order_by("-pk")
            return rows.exclude(state__in=(ListState.CLOSED, ListState.CANCELLED)).first()

    def _wanted(self) -> lists.Wanted:
        return replace(wanted(), due_by=date(2040, 1, 1))


@pytest.fixture
def world(db: None) -> World:
    cast = seed_office()
    numbers = tuple(old_dossier(cast).number for _ in LAST_DAYS)
    with as_owner():
        for number, day in zip(numbers, LAST_DAYS, strict=True):
            Dossier.objects.filter(number=number).update(semi_active_until=day, version=F("version") + 1)
    return World(cast, numbers)


def kept(world: World) -> set[str]:
    """Those that must not go: held, or whose last day is not past."""
    today = timezone.localdate(world.now)
    with as_owner():
        held = set(Hold.objects.filter(lifted_at=None).values_list("dossier__number", flat=True))
    return held | {number for number, day in zip(world.numbers, LAST_DAYS, strict=True) if day >= today}


def gone() -> set[str]:
    with as_owner():
        return set(Disposed.objects.values_list("dossier__number", flat=True))


@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2)), min_size=6, max_size=12))
@example(acts=WHOLE_WAY)
@example(acts=[*WHOLE_WAY[:5], ("hold", 0), *WHOLE_WAY[5:]])
@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def walk(world: World, acts: list[tuple[str, int]]) -> None:
    world.now = THEN
    with transaction.atomic(), transaction.atomic("keys"):
        for act, which in acts:
            before, must_stay = gone(), kept(world)
            world.do(act, which)
            went = gone() - before

            assert not went & must_stay, (acts, went & must_stay)
            assert not went or act == "run"
            world.destroyed += went
        transaction.set_rollback(True)
        transaction.set_rollback(True, "keys")


def test_nothing_held_and_nothing_before_its_last_day_is_destroyed(world: World) -> None:
    walk(world)

    assert {world.numbers[0], world.numbers[1]} <= set(world.destroyed)  # else nothing was proved
