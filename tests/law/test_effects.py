"""The closed vocabulary of effects: each verb is frozen, labelled, and says if it can be undone.
Not their interpretation, which the kernel tests."""

from dataclasses import fields, is_dataclass
from typing import Any, get_args

import pytest

from egide.law.access import Role
from egide.law.effects import Effect, RecordDecision, RecordFact
from egide.law.facts import Fact

VERBS = get_args(Effect)
SAMPLES = {"fact": Fact("closed", "fermeture"), "role": Role("analyst", "analyste")}


def _make(verb: Any) -> Any:
    wanted = [field.name for field in fields(verb)]
    return verb(**{name: SAMPLES.get(name, "sample") for name in wanted if name not in ("reversible",)})


def test_it_holds_the_sixteen_verbs_of_the_house() -> None:
    assert len(VERBS) == 16


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)
def test_it_is_frozen_labelled_and_reversible_or_not(verb: Any) -> None:
    effect = _make(verb)

    assert is_dataclass(verb)
    assert hash(effect) == hash(_make(verb))
    assert effect.label[0].isupper()
    assert isinstance(effect.reversible, bool)
    with pytest.raises((AttributeError, TypeError)):
        effect.anything = 1


def test_it_lets_a_declaration_say_what_cannot_be_undone() -> None:
    notified = RecordFact(Fact("notified", "décision notifiée"), reversible=False)

    assert RecordFact(notified.fact).reversible
    assert not notified.reversible
    assert not RecordDecision("refused", reversible=False).reversible
