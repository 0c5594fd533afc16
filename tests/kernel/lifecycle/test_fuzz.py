"""Random walks over the life of a request for intervention, by the real actions, each by whoever may do it.

Seeded: a failure names its seed. Whatever happens, the journal replays to the state and the end stays reachable.
"""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may_as
from egide.kernel.letters.approving import approval, approve_letter, submit_letter
from egide.kernel.letters.dispatch import send_by_post
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.lifecycle.advancing import advance
from egide.kernel.lifecycle.gathering import gather
from egide.kernel.lifecycle.passages import all_moves
from egide.kernel.lifecycle.replaying import deadline_problems, state_problems
from egide.kernel.lifecycle.running import lifecycle_of, run
from egide.kernel.lifecycle.undoing import undo
from egide.law.lifecycles import Field
from egide.modules.interventions import actions
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Site, Unit
from egide.platform.errors.failures import Refused
from tests.cast import NOW, Cast, seed_office
from tests.kernel.scene import give_order_an_address

STAFF = ("bruno", "nadia", "marc")
WALKS, STEPS = 14, 15
BUDGET = 20.0  # seconds for all the walks together; at least three are made on the slowest machine
AT_LEAST = 3
REPLY = "reasoned_reply"


@dataclass
class Walk:
    """One dossier, the people, a clock that only goes forward, and what was done."""

    cast: Cast
    dossier: Dossier
    chance: random.Random
    now: datetime = NOW
    done: list[str] = field(default_factory=list)

    def tick(self) -> datetime:
        """Will let some hours pass."""
        self.now += timedelta(hours=self.chance.randint(1, 30), minutes=1)
        return self.now

    def reload(self) -> Dossier:
        """Will read the dossier again, as the next page would."""
        self.dossier = Dossier.objects.select_related("unit__site").get(pk=self.dossier.pk)
        return self.dossier

    def reload_as(self, actor: Actor) -> Dossier:
        """Will do the same from outside of any transaction."""
        with acting_as(actor):
            return self.reload()

    def actor_for(self, allowed: Callable[[Actor], bool]) -> Actor:
        """Will choose one of those who may, or anybody when nobody may."""
        people = [self.cast.actor(name) for name in STAFF]
        return self.chance.choice([actor for actor in people if allowed(actor)] or people)


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


def opened(cast: Cast, seed: int) -> Walk:
    bruno = cast.actor("bruno")
    intake = actions.Intake(
        title=f"Promenade {seed}", name="Élise Tremblay", received_at=NOW, channel="post", summary="Sans nouvelles.",
        order=cast.order, email="elise@exemple.example", address="1, rue du Port\nQuébec",
    )  # fmt: skip
    with acting_as(bruno):
        unit, site = Unit.objects.get(code="interventions"), Site.objects.get(code="quebec")
        dossier = actions.open_intervention(actor=bruno, intake=intake, unit=unit, site=site, now=NOW)
        assign(dossier=dossier, to=cast.user("nadia"), now=NOW)
        give_order_an_address(dossier)
    return Walk(cast, dossier, random.Random(seed))


# --- Steps ------------------------------------------------------------------------------------------------------
def move(walk: Walk) -> None:
    """Any transition of the lifecycle, most often one that leaves the present state."""
    lifecycle = lifecycle_of(walk.dossier)
    leaving = [t for t in lifecycle.transitions if walk.dossier.state in t.sources]
    transition = walk.chance.choice(
        leaving if leaving and walk.chance.random() < 0.9 else lifecycle.transitions
    )
    actor = walk.actor_for(lambda who: may_as(who, walk.dossier, transition.roles).allowed)
    answers = {asked.name: valid(asked, walk) for asked in transition.fields}
    with acting_as(actor):
        run(actor=actor, dossier=walk.dossier, code=transition.code, answers=answers, now=walk.tick())


def valid(asked: Field, walk: Walk) -> str:
    """Will answer a field as a person could."""
    if asked.kind == "choice":
        return walk.chance.choice([code for code, _ in asked.choices])
    if asked.kind == "dossier":
        return "INT-2026-00001"
    if asked.kind == "date":
        if asked.name == "nouvelle_date":
            return (walk.now + timedelta(days=30)).date().isoformat()
        past = asked.name == "occurred_on"
        return (
            (walk.now + timedelta(days=-1 if past and walk.now.date() > NOW.date() else 0)).date().isoformat()
        )
    return walk.chance.choice(["Une phrase.", "Une ligne.\nUne autre, « citée ».", "É" * 200])


def write(walk: Walk) -> None:
    """Approves or posts one letter, whoever must."""
    states = (LetterState.DRAFT, LetterState.SUBMITTED, LetterState.APPROVED)
    with acting_as(walk.cast.actor("marc")):
        letters = list(
            Letter.objects.filter(dossier_id=walk.dossier.pk, state__in=states).select_related(
                "recipient", "version__stored"
            )
        )
    if letters:
        handle(walk, walk.chance.choice(letters))


def handle(walk: Walk, letter: Letter) -> None:
    """Takes a letter one step further: submit or approve, then post; a reply that left moves the dossier."""
    actor = walk.actor_for(lambda who: approval(who, walk.dossier, letter).allowed)
    now = walk.tick()
    with acting_as(actor):
        if letter.state == LetterState.APPROVED:
            assert letter.letter_date is not None
            send_by_post(
                actor=actor, dossier=walk.dossier, letter=letter, posted_on=letter.letter_date, now=now
            )
        elif letter.state == LetterState.DRAFT and walk.chance.random() < 0.3:
            submit_letter(dossier=walk.dossier, letter=letter, now=now)
        else:
            seen = letter.edited_at.isoformat()
            approve_letter(actor=actor, dossier=walk.dossier, letter=letter, seen=seen, now=now)
    follow(walk)


def follow(walk: Walk) -> None:
    """What the job does after a letter left."""
    scheduler = service("scheduler")
    with acting_as(scheduler):
        advance(actor=scheduler, dossier=walk.reload(), now=walk.tick())


def take_back(walk: Walk) -> None:
    """Undoes the last step, as the head of the unit; now and then as someone who may not."""
    actor = walk.cast.actor(walk.chance.choice(["marc", "marc", "marc", "nadia"]))
    with acting_as(actor):
        undo(actor=actor, dossier=walk.dossier, reason="Erreur de saisie.", now=walk.tick())


STEPS_AND_WEIGHTS = ((move, 6), (write, 4), (take_back, 2))


# --- What must hold ---------------------------------------------------------------------------------------------
def check(walk: Walk) -> None:
    """Will verify the dossier as `egide verify` does, and what its state promises."""
    with acting_as(walk.cast.actor("marc")):
        dossier = walk.reload()
        (gathered,) = gather([dossier])
        assert [*state_problems(gathered), *deadline_problems(gathered)] == [], walk.done
        assert (dossier.state == "closed") == (dossier.closed_on is not None), walk.done
        if dossier.state == "replied":
            reply = Letter.objects.filter(dossier_id=dossier.pk, template=REPLY).exclude(
                state=LetterState.CANCELLED
            )
            assert (
                reply.filter(state=LetterState.SENT, approved_by__isnull=False).exclude(sha256="").exists()
            ), walk.done


def finish(walk: Walk) -> None:
    """Will lead the dossier to its end by the shortest honest way: letters leave, or the person withdraws."""
    for _ in range(4):
        follow(walk)
        with acting_as(walk.cast.actor("marc")):
            ready = Letter.objects.exclude(state__in=[LetterState.SENT, LetterState.CANCELLED])
            letters = list(
                ready.filter(dossier_id=walk.dossier.pk).select_related("recipient", "version__stored")
            )
        for letter in letters:
            while letter.state != LetterState.SENT:
                handle(walk, letter)
        marc = walk.cast.actor("marc")
        answers = {"occurred_on": walk.now.date().isoformat(), "motive": "Désistement."}
        for code in ("close", "withdraw"):
            if may_now(walk, code):
                with acting_as(marc):
                    run(actor=marc, dossier=walk.reload(), code=code, answers=answers, now=walk.tick())
        if walk.reload_as(marc).state == "closed":
            return


def may_now(walk: Walk, code: str) -> bool:
    transition = lifecycle_of(walk.dossier).transition(code)
    return walk.reload_as(walk.cast.actor("marc")).state in transition.sources


def walked(cast: Cast, seed: int) -> Walk:
    walk = opened(cast, seed)
    actions_, weights = zip(*STEPS_AND_WEIGHTS, strict=True)
    for _ in range(STEPS):
        (step,) = walk.chance.choices(actions_, weights)
        before = walk.reload_as(cast.actor("marc"))
        try:
            step(walk)
            walk.done.append(f"{step.__name__}: {before.state} -> {walk.reload_as(cast.actor('marc')).state}")
        except Refused as refusal:
            assert walk.reload_as(cast.actor("marc")).state == before.state
            assert walk.dossier.version == before.version, "un refus laisse le dossier comme il était"
            walk.done.append(f"{step.__name__}: {before.state}, refus ({refusal.what[:40]})")
        check(walk)
    return walk


def seeds() -> Iterator[int]:
    started = time.monotonic()
    for seed in range(WALKS):
        if seed >= AT_LEAST and time.monotonic() - started > BUDGET:
            return
        yield seed


def test_from_wherever_chance_leads_the_end_is_reachable_and_the_journal_tells_it(cast: Cast) -> None:
    visited: set[str] = set()
    for seed in seeds():
        walk = walked(cast, seed)
        reached = walk.dossier.state
        finish(walk)
        check(walk)
        assert walk.dossier.state == "closed", f"graine {seed} : bloqué depuis « {reached} » — {walk.done}"
        with acting_as(cast.actor("marc")):
            visited |= {passed.target for passed in all_moves(walk.dossier)}

    assert {"triage", "closed"} <= visited
