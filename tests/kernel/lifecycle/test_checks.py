"""The start is refused when a module's declarations do not hold together; the real module is the positive twin.

Each broken module is the real one with one thing wrong.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from egide.kernel import registry
from egide.kernel.lifecycle.checks import declarations_are_sound, declared_things_exist
from egide.law import roles
from egide.law.deadlines import LetterSent
from egide.law.effects import DraftLetter
from egide.law.lifecycles import Lifecycle, State, Transition
from egide.law.modules import Module
from egide.law.sources import Source
from egide.modules.interventions.module import INTERVENTIONS

LIFE = INTERVENTIONS.lifecycle
assert LIFE is not None


@pytest.fixture(autouse=True)
def house() -> Iterator[None]:
    """Whatever a test installs, the house comes back."""
    installed = registry.modules()
    yield
    registry.install(installed)


def found(module: Module) -> list[str]:
    registry.install((module,))
    checks = (declarations_are_sound, declared_things_exist)
    return [str(error.msg).replace("\u00a0", " ") for check in checks for error in check()]


def life(**changes: Any) -> Module:
    assert LIFE is not None
    return replace(INTERVENTIONS, lifecycle=replace(LIFE, **changes))


def arrow(code: str, source: str, target: str, **more: Any) -> Transition:
    return Transition(code, code, {source}, target, **{"by": roles.ANALYST, **more})


DEADLINE, LETTER = INTERVENTIONS.deadlines[0], INTERVENTIONS.letters[0]
TERM = DEADLINE.terms[0]
LOST = State("lost", "Perdu", station=False)
FILELESS = replace(INTERVENTIONS, letters=(replace(LETTER, file="absent.typ"), *INTERVENTIONS.letters[1:]))
BROKEN = {
    "sans issue": life(states=(*LIFE.states, LOST), transitions=(*LIFE.transitions, arrow("x", "triage", "lost"))),
    "inatteignable": life(states=(*LIFE.states, LOST), transitions=(*LIFE.transitions, arrow("x", "lost", "closed"))),
    "sans rôle": life(transitions=(*LIFE.transitions, arrow("x", "triage", "received", by=()))),
    "approbation contournée": life(transitions=(*LIFE.transitions, arrow("x", "in_progress", "replied"))),
    "délai sans source": replace(
        INTERVENTIONS, deadlines=(replace(DEADLINE, terms=(replace(TERM, source=Source("", "")),)),)
    ),
    "aucun délai déclaré": replace(INTERVENTIONS, deadlines=(replace(DEADLINE, terms=()),)),
    "sans gabarit": life(
        transitions=(*LIFE.transitions, arrow("x", "triage", "triage", effects=(DraftLetter("unknown"),)))
    ),
    "« nowhere » sans gabarit": replace(
        INTERVENTIONS, deadlines=(replace(DEADLINE, met_by=LetterSent("nowhere")),)
    ),
    "aucune règle de conservation": replace(INTERVENTIONS, retention=()),
    "gabarit introuvable": FILELESS,
    "libellé introuvable": FILELESS,
    "introuvable": replace(INTERVENTIONS, facts_builder="egide.modules.interventions.queries.nobody_wrote_it"),
    "pas de cycle de vie": replace(INTERVENTIONS, lifecycle=None),
}  # fmt: skip


def test_the_module_of_the_house_is_sound() -> None:
    assert found(INTERVENTIONS) == []


@pytest.mark.parametrize("sentence", BROKEN)
def test_a_broken_module_does_not_start(sentence: str) -> None:
    problems = found(BROKEN[sentence])

    assert any(sentence in problem for problem in problems), problems


def test_the_checks_run_at_every_start() -> None:
    from django.core.checks.registry import registry as checks

    assert {declarations_are_sound, declared_things_exist} <= set(checks.get_checks())


def test_a_lifecycle_without_an_end_is_named_with_its_states() -> None:
    endless = Lifecycle("endless", "1", "a", (State("a", "A"), State("b", "B")), (arrow("go", "a", "b"),))

    assert [p for p in found(replace(INTERVENTIONS, lifecycle=endless)) if "« b »" in p]
