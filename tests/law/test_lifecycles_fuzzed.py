"""Random lifecycles: sound ones pass, seeded faults are found, slow independent checks agree.
Not the kernel's runs, which are fuzzed with their database."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from egide.law.lifecycles import UNDO, Lifecycle, Passage, State, replay
from tests.law.lives import any_lifecycles, arrow, sound_lifecycles, with_transition


def _with_states(lifecycle: Lifecycle, *codes: str) -> Lifecycle:
    states = (*lifecycle.states, *(State(code, code) for code in codes))
    return Lifecycle(lifecycle.code, "1", lifecycle.initial, states, lifecycle.transitions)


def _found(lifecycle: Lifecycle, words: str) -> set[str]:
    return {
        state.code
        for state in lifecycle.states
        for problem in lifecycle.problems()
        if f"«\u00a0{state.code}\u00a0»" in problem and words in problem
    }


@given(lifecycle=sound_lifecycles())
def test_it_accepts_what_is_sound(lifecycle: Lifecycle) -> None:
    assert lifecycle.problems() == ()


@given(lifecycle=sound_lifecycles(), data=st.data(), ring=st.integers(1, 3))
def test_it_finds_a_seeded_dead_end(lifecycle: Lifecycle, data: st.DataObject, ring: int) -> None:
    # The trap may turn in circles: having an exit is not having an issue.
    traps = [f"trap{n}" for n in range(ring)]
    source = data.draw(st.sampled_from([state.code for state in lifecycle.states if not state.final]))
    trapped = with_transition(_with_states(lifecycle, *traps), arrow("fall", source, traps[0]))
    for n, trap in enumerate(traps):
        trapped = with_transition(trapped, arrow(f"turn{n}", trap, traps[(n + 1) % ring]))

    assert _found(trapped, "sans issue") == set(traps)


@given(lifecycle=sound_lifecycles(), data=st.data())
def test_it_finds_a_seeded_island(lifecycle: Lifecycle, data: st.DataObject) -> None:
    target = data.draw(st.sampled_from([state.code for state in lifecycle.states if not state.approved]))
    island = with_transition(_with_states(lifecycle, "island"), arrow("leave", "island", target))

    assert _found(island, "inatteignable") == {"island"}


@given(lifecycle=sound_lifecycles(), data=st.data())
def test_it_finds_a_seeded_way_around_an_approval(lifecycle: Lifecycle, data: st.DataObject) -> None:
    before = [state.code for state in lifecycle.states if not state.approved]
    after = [state.code for state in lifecycle.states if state.approved]
    source, target = data.draw(st.sampled_from(before)), data.draw(st.sampled_from(after))

    assert _found(with_transition(lifecycle, arrow("around", source, target)), "contournée") == {target}


@given(lifecycle=any_lifecycles())
def test_it_agrees_with_a_transitive_closure(lifecycle: Lifecycle) -> None:
    codes = [state.code for state in lifecycle.states]
    joined = {(code, code) for code in codes}
    joined |= {(source, t.target) for t in lifecycle.transitions for source in t.sources}
    for middle, source, target in product(codes, repeat=3):
        if (source, middle) in joined and (middle, target) in joined:
            joined.add((source, target))
    ends = {state.code for state in lifecycle.states if state.final}
    unreachable = {code for code in codes if ("s0", code) not in joined}
    stuck = {code for code in codes if not any((code, end) in joined for end in ends)} - unreachable

    assert _found(lifecycle, "inatteignable") == unreachable
    assert _found(lifecycle, "sans issue") == stuck


@given(lifecycle=any_lifecycles(), data=st.data())
def test_it_never_enters_an_approved_state_unapproved_when_no_problem_is_found(
    lifecycle: Lifecycle, data: st.DataObject
) -> None:
    # A token is won by an approval and lost on leaving the approved states: no walk may enter without it.
    bypassed = bool(_found(lifecycle, "contournée") or _found(lifecycle, "réservé"))
    state, token = "s0", False
    entered_without = lifecycle.state(state).approved
    for _ in range(30):
        ways = lifecycle.leaving(state)
        if not ways:
            break
        way = data.draw(st.sampled_from(ways))
        token = way.approval or (token and lifecycle.state(state).approved)
        state = way.target
        entered_without |= lifecycle.state(state).approved and not token

    assert bypassed or not entered_without


@given(lifecycle=sound_lifecycles(), data=st.data())
def test_it_replays_any_walk_to_the_state_where_it_stopped(lifecycle: Lifecycle, data: st.DataObject) -> None:
    state = lifecycle.initial
    events: list[Passage] = []
    standing: list[Passage] = []
    for _ in range(data.draw(st.integers(0, 25))):
        undo: bool = data.draw(st.booleans())
        if standing and undo:
            undone = standing.pop()
            event = Passage(UNDO, undone.target, undone.source)
        else:
            way = data.draw(st.sampled_from(lifecycle.leaving(state)))
            event = Passage(way.code, state, way.target)
            standing.append(event)
        events.append(event)
        state = event.target

    assert replay(lifecycle, events) == state
