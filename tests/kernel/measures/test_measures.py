"""A corrective measure from its proposal to the check of its effect, each step as the person who does it.

Nadia proposes and carries out, Marc approves and undoes; Farid works elsewhere.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.measures import actions
from egide.kernel.measures.life import LIFE
from egide.kernel.measures.models import Measure, State, Step, StepKind
from egide.kernel.measures.queries import measures_between, mine_due, overdue_count
from egide.kernel.measures.reminding import remind_of_measures
from egide.kernel.measures.verifying import measures_problems
from egide.kernel.notices.models import Notice
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import Refused
from egide.platform.journal.wording import known_codes
from tests.database import as_owner
from tests.kernel.scene import Scene

KINDS = ("intervention_request",)


class Follow:
    """Makes the steps of the scene's first measure, as someone."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.due_on = scene.today + timedelta(days=30)

    def propose(
        self, who: str = "nadia", *, owner: str | None = None, text: str = "Revoir l’accusé."
    ) -> None:
        user = self.scene.cast.user(owner) if owner else None
        self.scene.act(
            who,
            lambda a, d: actions.open_measure(
                dossier=d,
                text=text,
                unit=Unit.objects.get(code="interventions"),
                due_on=self.due_on,
                owner=user,
                source="request",
                now=self.scene.now,
            ),
        )

    def do(self, what: Callable[..., Any], who: str = "nadia", **said: Any) -> None:
        def act(_: Any, dossier: Dossier) -> None:
            measure = Measure.objects.get(dossier_id=dossier.pk, rank=1)
            what(dossier=dossier, measure=measure, now=self.scene.now, **said)

        self.scene.act(who, act)

    def carry_out(self) -> None:
        """From the proposal to the declaration that it is done."""
        self.do(actions.approve, "marc")
        self.do(actions.start)
        self.do(actions.record_evidence, text="La lettre type est refaite.")
        self.do(actions.mark_done, check_on=self.scene.today + timedelta(days=90))

    @property
    def measure(self) -> Measure:
        return self.scene.act("marc", lambda a, d: Measure.objects.get(dossier_id=d.pk, rank=1))

    def told(self, name: str) -> list[str]:
        user = self.scene.cast.user(name)
        with as_owner():
            codes = Notice.objects.filter(user=user, code__startswith="measure.").values_list(
                "code", flat=True
            )
            return sorted(codes)

    def night(self) -> None:
        """The nightly task, as the scheduler."""
        with acting_as(service("scheduler")):
            remind_of_measures.function(now=self.scene.now)


@pytest.fixture
def follow(scene: Scene) -> Follow:
    """A measure that Nadia has just proposed."""
    scene.give()
    found = Follow(scene)
    found.propose()
    return found


def test_it_goes_from_the_proposal_to_a_checked_effect(follow: Follow) -> None:
    follow.carry_out()
    follow.do(actions.check_effect, effect="effective", words="Plus aucune plainte en trois mois.")

    assert (follow.measure.state, follow.measure.effect) == (State.EFFECT_CHECKED, "effective")
    assert follow.measure.next_on is None
    assert follow.scene.codes[-6:] == [
        "measure.proposed",
        "measure.approve",
        "measure.start",
        "measure.evidence",
        "measure.mark_done",
        "measure.check_effect",
    ]


def test_it_waits_for_evidence_before_it_is_done(follow: Follow) -> None:
    follow.do(actions.approve, "marc")
    follow.do(actions.start)

    with pytest.raises(Refused, match="Aucune preuve"):
        follow.do(actions.mark_done, check_on=follow.due_on)


@pytest.mark.parametrize("who", ["nadia", "bruno"])
def test_it_is_approved_by_a_supervisor_only(follow: Follow, who: str) -> None:
    with pytest.raises(Refused):
        follow.do(actions.approve, who)

    assert follow.measure.state == State.PROPOSED


def test_the_secretariat_proposes_but_does_not_carry_out(follow: Follow) -> None:
    follow.do(actions.approve, "marc")

    with pytest.raises(Refused, match="réservée"):
        follow.do(actions.start, "bruno")


def test_a_partial_effect_is_checked_again_and_none_resumes_the_work(follow: Follow) -> None:
    later = follow.due_on + timedelta(days=200)
    follow.carry_out()
    follow.do(actions.check_effect, effect="partial", words="Mieux.", next_on=later)
    assert (follow.measure.state, follow.measure.next_on) == (State.DONE, later)

    follow.do(actions.check_effect, effect="none", words="Rien n’a changé.", next_on=later)

    assert (follow.measure.state, follow.measure.due_on, follow.measure.done_on) == (
        "in_progress",
        later,
        None,
    )


def test_a_check_says_what_was_found_and_what_follows(follow: Follow) -> None:
    follow.carry_out()

    with pytest.raises(Refused, match="constaté"):
        follow.do(actions.check_effect, effect="effective", words=" ")
    with pytest.raises(Refused, match="jour de la suite"):
        follow.do(actions.check_effect, effect="partial", words="Mieux.")


def test_the_owner_does_not_check_her_own_measure(scene: Scene) -> None:
    scene.give()
    follow = Follow(scene)
    follow.propose("marc", owner="nadia")
    follow.carry_out()

    with pytest.raises(Refused, match="n’en vérifie pas"):
        follow.do(actions.check_effect, effect="effective", words="Tout va bien.")
    follow.do(actions.check_effect, "marc", effect="effective", words="Constaté au registre.")


def test_an_owner_is_someone_who_may_read_the_dossier(scene: Scene) -> None:
    with pytest.raises(Refused, match="ne peut pas lire"):
        Follow(scene).propose("marc", owner="farid")


def test_an_owner_in_conflict_is_refused_and_never_told(scene: Scene) -> None:
    declare_conflict_of(scene, "nadia")

    with pytest.raises(Refused, match="Nadia"):
        Follow(scene).propose("marc", owner="nadia")


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001, "a\x00b"])
def test_it_refuses_a_measure_without_plain_words(scene: Scene, text: str) -> None:
    with pytest.raises(Refused):
        Follow(scene).propose("marc", text=text)


def test_it_refuses_a_due_date_that_is_past(scene: Scene) -> None:
    follow = Follow(scene)
    follow.due_on = scene.today - timedelta(days=1)

    with pytest.raises(Refused, match="jour à venir"):
        follow.propose("marc")


def test_an_abandoned_measure_keeps_its_reason_and_takes_nothing_more(follow: Follow) -> None:
    with pytest.raises(Refused, match="pourquoi"):
        follow.do(actions.abandon, "marc", reason=" ")
    follow.do(actions.abandon, "marc", reason="Une autre mesure la remplace.")

    assert follow.measure.state == State.ABANDONED
    with pytest.raises(Refused, match="terminée"):
        follow.do(actions.record_evidence, text="Trop tard.")


def test_a_supervisor_takes_back_the_last_step(follow: Follow) -> None:
    follow.carry_out()

    follow.do(actions.undo_step, "marc", reason="Déclarée par erreur.")

    assert (follow.measure.state, follow.measure.done_on) == (State.IN_PROGRESS, None)
    assert follow.measure.next_on == follow.due_on
    assert follow.scene.codes[-1] == "measure.undone"
    with pytest.raises(Refused):
        follow.do(actions.undo_step, "nadia", reason="Erreur.")


def test_evidence_that_was_undone_is_no_evidence(follow: Follow) -> None:
    follow.do(actions.approve, "marc")
    follow.do(actions.start)
    follow.do(actions.record_evidence, text="Versée au mauvais dossier.")
    follow.do(actions.undo_step, "marc", reason="Mauvais dossier.")

    with pytest.raises(Refused, match="Aucune preuve"):
        follow.do(actions.mark_done, check_on=follow.due_on)


def test_the_proposal_is_abandoned_rather_than_undone(follow: Follow) -> None:
    with pytest.raises(Refused, match="abandonnez"):
        follow.do(actions.undo_step, "marc", reason="Erreur.")


def test_a_moved_due_date_says_why_and_is_undone_exactly(follow: Follow) -> None:
    later = follow.due_on + timedelta(days=10)
    with pytest.raises(Refused, match="pourquoi"):
        follow.do(actions.move, due_on=later, owner=None, reason="")
    follow.do(actions.move, due_on=later, owner=None, reason="Congé.")
    assert follow.measure.next_on == later

    follow.do(actions.undo_step, "marc", reason="Mauvaise mesure.")

    assert follow.measure.due_on == follow.due_on


def test_reminders_come_before_the_day_once_then_after_it_every_two_weeks(follow: Follow) -> None:
    follow.scene.later(days=22)
    follow.night()
    assert follow.told("nadia") == []

    for days, expected in ((1, ["measure.soon"]), (3, ["measure.soon"])):
        follow.scene.later(days=days)
        follow.night()
        assert follow.told("nadia") == expected

    follow.scene.later(days=5)
    follow.night()
    assert follow.told("nadia") == ["measure.late", "measure.soon"]
    assert follow.told("marc") == ["measure.late"]
    assert follow.told("farid") == []
    assert follow.measure.reminded_on == follow.scene.today


def test_a_day_that_moved_is_announced_again(follow: Follow) -> None:
    follow.scene.later(days=25)
    follow.night()
    follow.do(actions.move, due_on=follow.due_on + timedelta(days=60), owner=None, reason="Congé.")

    assert follow.measure.reminded_on is None


def test_the_effect_to_check_is_told_to_whoever_is_in_charge(follow: Follow) -> None:
    follow.carry_out()
    follow.scene.later(days=85)
    follow.night()

    assert "measure.check" in follow.told("nadia")


def test_an_owner_is_told_when_a_measure_is_entrusted_to_her(scene: Scene) -> None:
    follow = Follow(scene)
    follow.propose("marc", owner="nadia")

    assert follow.told("nadia") == ["measure.entrusted"]
    with acting_as(scene.cast.actor("nadia")) as nadia:
        assert [m.rank for m in mine_due(nadia, until=follow.due_on)] == [1]
        assert not mine_due(nadia, until=follow.due_on - timedelta(days=1))


def test_a_report_reads_the_measures_that_its_period_touched(follow: Follow) -> None:
    today = follow.scene.today

    def between(who: str, since: date, until: date) -> list[int]:
        with acting_as(follow.scene.cast.actor(who)):
            return [m.rank for m in measures_between(kinds=KINDS, period_since=since, period_until=until)]

    assert between("marc", today, today + timedelta(days=1)) == [1]
    assert between("marc", today - timedelta(days=9), today) == []
    assert between("farid", today, today + timedelta(days=1)) == []
    follow.do(actions.abandon, "marc", reason="Sans objet.")
    assert between("marc", today + timedelta(days=1), today + timedelta(days=9)) == []


def test_late_measures_are_counted_for_those_who_may_read_them(follow: Follow) -> None:
    late = follow.due_on + timedelta(days=1)

    def count(who: str) -> int:
        with acting_as(follow.scene.cast.actor(who)):
            return overdue_count(kinds=KINDS, today=late)

    assert (count("marc"), count("farid")) == (1, 0)
    declare_conflict_of(follow.scene, "marc")
    assert count("marc") == 0


def test_the_words_of_a_measure_are_in_no_entry_of_the_journal(follow: Follow) -> None:
    assert "Revoir" not in str([(row.data, row.notes) for row in follow.scene.journal])


def test_declaration_model_and_journal_say_the_same() -> None:
    assert {s.code: s.label for s in LIFE.states} == {s.value: s.label for s in State}
    assert {t.code for t in LIFE.transitions} <= {kind.value for kind in StepKind}
    assert LIFE.problems() == ()
    assert {f"measure.{kind.value}" for kind in StepKind} <= known_codes()


def test_verification_says_when_the_steps_do_not_lead_to_the_state(follow: Follow) -> None:
    follow.carry_out()
    follow.do(actions.undo_step, "marc", reason="Trop tôt.")
    with as_owner():
        assert list(measures_problems(follow.scene.number)) == []
        Measure.objects.update(state=State.APPROVED)

        assert len(list(measures_problems())) == 1


def test_a_step_belongs_to_the_measure_of_its_dossier(follow: Follow) -> None:
    with as_owner():
        step = Step.objects.get()
    assert (step.number, step.dossier_id) == (1, follow.measure.dossier_id)


def declare_conflict_of(scene: Scene, name: str) -> None:
    """Will recuse someone from the scene's dossier."""
    scene.act(name, lambda a, d: declare_conflict(actor=a, dossier=d, reason="Une amie.", now=scene.now))
