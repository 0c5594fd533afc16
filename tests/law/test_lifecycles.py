"""What a lifecycle refuses in itself, one fault at a time beside the sound declaration.
Not random ones: see test_lifecycles_fuzzed.py."""

from dataclasses import replace
from datetime import date

import pytest

from egide.law.lifecycles import Field, Lifecycle, State, Transition
from tests.law.lives import ANALYST, HEAD, REQUEST, arrow, with_transition

RETIRED = date(2026, 1, 1)


def _with_state(state: State) -> Lifecycle:
    return replace(REQUEST, states=(*REQUEST.states, state))


def test_it_finds_nothing_wrong_with_a_sound_lifecycle() -> None:
    assert REQUEST.problems() == ()


@pytest.mark.parametrize(
    ("unsound", "problem"),
    [
        (replace(REQUEST, initial="nowhere"), "état initial « nowhere » inconnu"),
        (_with_state(State("closed", "Fermée")), "état « closed » déclaré deux fois"),
        (with_transition(REQUEST, arrow("start", "received", "in_progress")), "« start » déclarée deux fois"),
        (with_transition(REQUEST, arrow("lose", "received", "limbo")), "état « limbo » inconnu"),
        (with_transition(REQUEST, arrow("come", "limbo", "received")), "état « limbo » inconnu"),
        (replace(REQUEST, main_line=("received", "limbo")), "inconnu dans la ligne principale"),
        (replace(REQUEST, main_line=("received", "withdrawn")), "« withdrawn » n’est pas une station"),
        (replace(REQUEST, main_line=("received", "received")), "« received » répété"),
        (_with_state(State("island", "Île", final=True)), "état « island » inatteignable"),
        (
            with_transition(_with_state(State("trap", "Piège")), arrow("fall", "in_progress", "trap")),
            "état « trap » sans issue",
        ),
        (
            with_transition(REQUEST, Transition("go", "Aller", {"received"}, "in_progress", by=())),
            "transition « go » sans rôle",
        ),
        (
            with_transition(REQUEST, Transition("go", "Aller", set(), "in_progress", by=ANALYST)),
            "transition « go » sans état de départ",
        ),
        (
            with_transition(REQUEST, arrow("resume", "closed", "in_progress")),
            "seule une réouverture peut quitter un état final",
        ),
        (
            with_transition(
                REQUEST, replace(REQUEST.transition("reopen"), code="again", sources={"received"})
            ),
            "une réouverture ne part que d’un état final",
        ),
        (
            with_transition(REQUEST, replace(REQUEST.transition("reopen"), code="again", target="withdrawn")),
            "une réouverture doit ramener au travail",
        ),
        (
            with_transition(REQUEST, arrow("hurry", "in_progress", "replied")),
            "approbation contournée vers « replied »",
        ),
        (
            replace(REQUEST, states=(State("received", "Reçue", approved=True), *REQUEST.states[1:])),
            "état initial « received » réservé aux dossiers approuvés",
        ),
        (
            with_transition(
                REQUEST,
                Transition(
                    "ask",
                    "Demander",
                    {"received"},
                    "in_progress",
                    by=HEAD,
                    fields=(Field("why", "Motif"), Field("why", "Motif")),
                ),
            ),
            "champ « why » demandé deux fois",
        ),
        (
            with_transition(
                REQUEST,
                Transition(
                    "ask",
                    "Demander",
                    {"received"},
                    "in_progress",
                    by=HEAD,
                    fields=(Field("w", "M", "choice"),),
                ),
            ),
            "champ « w » sans choix",
        ),
    ],
)
def test_it_names_the_fault(unsound: Lifecycle, problem: str) -> None:
    found = [one.replace("\u00a0", " ") for one in unsound.problems()]

    assert len(found) == 1, found
    assert problem in found[0]


def test_it_does_not_let_a_first_approval_cover_a_second_round() -> None:
    # Approved once, back to work, then out again unapproved: every path had an approval, yet it is a bypass.
    back = with_transition(REQUEST, arrow("rework", "replied", "in_progress"))

    assert back.problems() == ()
    assert with_transition(back, arrow("resend", "in_progress", "replied")).problems() != ()


def test_it_finds_the_bypass_among_several_sources() -> None:
    # From « replied » the file is already approved; from « in_progress » it is not: one is enough to refuse.
    finish = Transition("finish", "Terminer", {"replied", "in_progress"}, "closed", by=ANALYST)

    assert with_transition(REQUEST, replace(finish, sources={"replied"})).problems() == ()
    assert any("contournée" in problem for problem in with_transition(REQUEST, finish).problems())


def test_it_keeps_retired_declarations_out_of_the_paths() -> None:
    retired = with_transition(
        _with_state(State("queued", "En file", until=RETIRED)),
        replace(arrow("queue", "received", "queued"), until=RETIRED),
    )

    assert retired.problems() == ()
    assert retired.transition("queue").target == "queued"
    assert "queue" not in {transition.code for transition in retired.leaving("received")}


def test_it_refuses_a_living_way_into_a_retired_state() -> None:
    alive = with_transition(
        _with_state(State("queued", "En file", until=RETIRED)), arrow("queue", "received", "queued")
    )

    assert any("vers un état retiré" in problem for problem in alive.problems())


def test_it_does_not_count_on_a_retired_way_out() -> None:
    closing = replace(REQUEST.transition("close"), until=RETIRED)
    others = tuple(t for t in REQUEST.transitions if t.code != "close")
    stuck = replace(REQUEST, transitions=(*others, closing)).problems()

    assert any("replied" in problem and "sans issue" in problem for problem in stuck)


def test_it_lists_what_leaves_a_state_on_a_day() -> None:
    leaving = with_transition(REQUEST, replace(arrow("skip", "received", "reply_review"), until=RETIRED))

    def codes(today: date | None) -> list[str]:
        return [transition.code for transition in leaving.leaving("received", today=today)]

    assert codes(None) == ["start", "withdraw"]
    assert codes(date(2025, 12, 31)) == ["start", "withdraw", "skip"]
    assert codes(RETIRED) == ["start", "withdraw"]


def test_it_finds_states_and_transitions_by_code() -> None:
    assert REQUEST.state("replied").label == "Réponse transmise"
    assert REQUEST.transition("approve").approval
    with pytest.raises(KeyError):
        REQUEST.state("limbo")
    with pytest.raises(KeyError):
        REQUEST.transition("limbo")
