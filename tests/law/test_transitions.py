"""A transition's guards, roles and reversibility.
Not its execution."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from egide.law.effects import CloseDossier, RecordFact, ReopenDossier
from egide.law.facts import Fact
from egide.law.transitions import Field, Transition
from tests.law.lives import ANALYST, HEAD


@dataclass(frozen=True)
class Facts:
    reviewed: bool
    grounds: int


def all_reviewed(facts: Any) -> str | None:
    return None if facts.reviewed else "Tous les documents doivent être examinés."


def ground_cited(facts: Any) -> str | None:
    return None if facts.grounds else "Un refus doit citer au moins un article."


REFUSE = Transition(
    "refuse", "Refuser", {"in_review"}, "decided", by=(ANALYST, HEAD), requires=(all_reviewed, ground_cited)
)


@pytest.mark.parametrize(
    ("facts", "refusals"),
    [
        (Facts(reviewed=True, grounds=1), ()),
        (Facts(reviewed=True, grounds=0), ("Un refus doit citer au moins un article.",)),
        (
            Facts(reviewed=False, grounds=0),
            ("Tous les documents doivent être examinés.", "Un refus doit citer au moins un article."),
        ),
    ],
)
def test_it_gives_every_reason_to_refuse(facts: Facts, refusals: tuple[str, ...]) -> None:
    assert REFUSE.refusals(facts) == refusals


def test_it_offers_only_the_choices_that_fit_the_facts() -> None:
    answer = Field(
        "answer", "Réponse", "choice", choices=(("yes", "Oui"), ("no", "Non")),
        fitting=lambda facts: {"yes"} if facts.reviewed else {"yes", "no"},
    )  # fmt: skip
    asking = replace(REFUSE, fields=(answer,))

    shown = asking.narrowed(Facts(reviewed=True, grounds=1)).fields[0].choices

    assert shown == (("yes", "Oui"),)
    assert asking.narrowed(Facts(reviewed=False, grounds=1)).fields[0].choices == answer.choices
    assert REFUSE.narrowed(Facts(reviewed=True, grounds=1)) is REFUSE


def test_it_freezes_its_sources() -> None:
    assert REFUSE.sources == frozenset({"in_review"})
    assert isinstance(hash(REFUSE), int)


def test_it_gives_its_roles_as_a_tuple() -> None:
    assert REFUSE.roles == (ANALYST, HEAD)
    assert replace(REFUSE, by=HEAD).roles == (HEAD,)


def test_it_is_reversible_only_if_every_effect_is() -> None:
    notified = RecordFact(Fact("notified", "décision notifiée"), reversible=False)

    assert replace(REFUSE, effects=(CloseDossier(),)).reversible
    assert not replace(REFUSE, effects=(CloseDossier(), notified)).reversible


def test_it_knows_a_reopening() -> None:
    assert replace(REFUSE, effects=(ReopenDossier(),)).reopens
    assert not replace(REFUSE, effects=(CloseDossier(),)).reopens
