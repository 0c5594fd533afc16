"""A corrective measure from its proposal to the check of its effect, each step as the person who does it.

Nadia proposes and carries out, Marc approves and undoes; Farid works elsewhere.
"""

from datetime import date, timedelta

import pytest

from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.measures import actions
from egide.kernel.measures.life import LIFE
from egide.kernel.measures.models import Measure, State, Step, StepKind
from egide.kernel.measures.queries import measures_between, overdue_count
from egide.kernel.measures.verifying import measures_problems
from egide.platform.accounts.acting import acting_as
from egide.platform.errors.failures import Refused
from egide.platform.journal.wording import known_codes
from tests.database import as_owner
from tests.kernel.measures.follow import Follow
from tests.kernel.scene import Scene

KINDS = ("intervention_request",)


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


def test_a_button_pressed_twice_keeps_nothing_more(follow: Follow) -> None:
    follow.propose()
    follow.do(actions.approve, "marc")
    follow.do(actions.start)
    for _ in range(2):
        follow.do(actions.record_evidence, text="La lettre type est refaite.")

    told = ["measure.proposed", "measure.approve", "measure.start", "measure.evidence"]
    assert follow.scene.codes[-4:] == told
    follow.do(actions.record_evidence, "marc", text="La lettre type est refaite.")
    follow.scene.later(minutes=2)
    follow.do(actions.record_evidence, "marc", text="La lettre type est refaite.")
    assert follow.scene.codes[-6:] == [*told, "measure.evidence", "measure.evidence"]


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


def test_undoing_a_change_gives_it_back_to_nobody_who_may_no_longer_read_it(follow: Follow) -> None:
    follow.do(actions.move, due_on=follow.due_on, owner=follow.scene.cast.user("nadia"), reason="À elle.")
    follow.do(actions.move, due_on=follow.due_on, owner=None, reason="Congé.", who="marc")
    declare_conflict_of(follow.scene, "nadia")

    with pytest.raises(Refused, match="ne peut pas lui être confiée"):
        follow.do(actions.undo_step, "marc", reason="Mauvaise mesure.")

    assert follow.measure.owner_id is None
