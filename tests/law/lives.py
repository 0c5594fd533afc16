"""A sound small lifecycle and random ones, for the tests of this folder.
Not a business rule: states are numbered so that a failure can be read."""

from dataclasses import replace

from hypothesis import strategies as st

from egide.law.access import Role
from egide.law.effects import CloseDossier, ReopenDossier
from egide.law.lifecycles import Lifecycle, State, Transition

ANALYST, HEAD = Role("analyst", "analyste"), Role("head", "responsable d’unité")

REQUEST = Lifecycle(
    code="request",
    version="1",
    initial="received",
    states=(
        State("received", "Reçue"),
        State("in_progress", "En traitement"),
        State("reply_review", "Réponse en révision"),
        State("replied", "Réponse transmise", approved=True),
        State("withdrawn", "Désistement", station=False, final=True),
        State("closed", "Fermée", final=True, approved=True),
    ),
    transitions=(
        Transition("start", "Commencer", {"received"}, "in_progress", by=ANALYST, primary=True),
        Transition("submit", "Soumettre", {"in_progress"}, "reply_review", by=ANALYST),
        Transition("return", "Retourner", {"reply_review"}, "in_progress", by=HEAD),
        Transition("approve", "Approuver", {"reply_review"}, "replied", by=HEAD, approval=True),
        Transition("close", "Fermer", {"replied"}, "closed", by=ANALYST, effects=(CloseDossier(),)),
        Transition("withdraw", "Retirer", {"received", "in_progress"}, "withdrawn", by=ANALYST),
        Transition(
            "reopen", "Rouvrir", {"closed", "withdrawn"}, "in_progress", by=HEAD, effects=(ReopenDossier(),)
        ),
    ),
    main_line=("received", "in_progress", "reply_review", "replied", "closed"),
)


def with_transition(lifecycle: Lifecycle, transition: Transition) -> Lifecycle:
    """The lifecycle with one more transition."""
    return replace(lifecycle, transitions=(*lifecycle.transitions, transition))


def arrow(code: str, source: str, target: str, *, approval: bool = False) -> Transition:
    """A plain transition."""
    return Transition(code, code, {source}, target, by=ANALYST, approval=approval)


@st.composite
def sound_lifecycles(draw: st.DrawFn) -> Lifecycle:
    """A chain s0…sn to its end, approved from some state on, with random detours that break nothing."""
    last = draw(st.integers(2, 8))
    gate = draw(st.integers(1, last))
    states = tuple(State(f"s{n}", f"s{n}", final=n == last, approved=n >= gate) for n in range(last + 1))
    chain = [arrow(f"next{n}", f"s{n}", f"s{n + 1}", approval=n + 1 == gate) for n in range(last)]
    detours = []
    for number in range(draw(st.integers(0, 8))):
        source, target = draw(st.integers(0, last - 1)), draw(st.integers(0, last))
        crossing = target >= gate > source
        detours.append(arrow(f"detour{number}", f"s{source}", f"s{target}", approval=crossing))
    reopen = Transition("reopen", "reopen", {f"s{last}"}, "s0", by=HEAD, effects=(ReopenDossier(),))
    return Lifecycle("random", "1", "s0", states, (*chain, *detours, reopen), tuple(s.code for s in states))


@st.composite
def any_lifecycles(draw: st.DrawFn) -> Lifecycle:
    """Any arrows between any states: sound or not."""
    size = draw(st.integers(1, 7))
    states = tuple(
        State(f"s{n}", f"s{n}", final=draw(st.booleans()), approved=draw(st.booleans())) for n in range(size)
    )
    pairs = draw(st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=14))
    arrows = tuple(
        arrow(f"t{n}", f"s{source}", f"s{target}", approval=draw(st.booleans()))
        for n, (source, target) in enumerate(pairs)
    )
    return Lifecycle("any", "1", "s0", states, arrows)
