"""The soundness checks of a guide, on small guides that each have one fault; and the delays in words.

The real guide is checked in tests/interfaces/public/test_orientation.py.
"""

from dataclasses import replace
from datetime import date

import pytest

from egide.law.deadlines import Term, Unit
from egide.law.orientation import Choice, Delay, Destination, Orientation, Question
from egide.law.orientation_soundness import problems
from egide.law.sources import Source

LAW = Source("Loi d’essai (RLRQ, c. E-1)", "3")
DELAY = Delay("Vous avez {length} pour écrire.", term=Term(30, Unit.CALENDAR_DAYS, source=LAW))
END = Destination(
    code="order",
    slug="ordre",
    title="Écrivez à l’ordre",
    body="L’ordre",
    source=LAW,
    delays=(DELAY,),
    prepare=("Une lettre.",),
    can=("Répondre.",),
    cannot=("Juger.",),
)
OTHER = replace(END, code="office", slug="office")
FIRST = Question(
    "first", "Qui?", (Choice("ordre", "Un ordre", "order"), Choice("office", "L’Office", "office"))
)
GUIDE = Orientation(start="first", questions=(FIRST,), destinations=(END, OTHER))


def changed(
    question: Question = FIRST, *more: Question, ends: tuple[Destination, ...] = (END, OTHER)
) -> Orientation:
    return Orientation(start="first", questions=(question, *more), destinations=ends)


def test_a_sound_guide_has_no_problem() -> None:
    assert problems(GUIDE) == ()


@pytest.mark.parametrize(
    ("guide", "words"),
    [
        (changed(ends=(END,)), "mène à"),
        (changed(replace(FIRST, choices=FIRST.choices[:1]), ends=(END,)), "moins de deux réponses"),
        (changed(replace(FIRST, choices=(FIRST.choices[0], Choice("b", "B", "order")))), "inatteignable"),
        (changed(ends=(END, replace(OTHER, slug="ordre"))), "donnée deux fois"),
        (changed(ends=(END, replace(OTHER, code="order"))), "déclaré deux fois"),
        (changed(ends=(END, replace(OTHER, prepare=()))), "liste de préparation absent"),
        (changed(ends=(END, replace(OTHER, delays=()))), "délai, ou absence de délai dite absent"),
        (changed(ends=(END, replace(OTHER, source=Source("", "")))), "source absent"),
        (changed(ends=(END, replace(OTHER, delays=(Delay("En 30 jours."),)))), "sans terme ni source"),
        (changed(ends=(END, replace(OTHER, delays=(Delay("En {length}."),)))), "sans terme déclaré"),
        (changed(replace(FIRST, choices=(FIRST.choices[0], Choice("a.b", "B", "office")))), "point"),
        (
            changed(
                replace(FIRST, choices=(*FIRST.choices, Choice("encore", "Encore", "second"))),
                Question("second", "Où?", (Choice("a", "A", "first"), Choice("b", "B", "first"))),
            ),
            "tourne en rond",
        ),
        (Orientation(start="nowhere", questions=(FIRST,), destinations=(END, OTHER)), "inconnue"),
    ],
)  # fmt: skip
def test_it_finds_what_would_strand_somebody(guide: Orientation, words: str) -> None:
    assert any(words in problem for problem in problems(guide)), problems(guide)


def test_it_tells_a_delay_with_its_unit_and_its_source() -> None:
    assert DELAY.words(date(2026, 11, 22)) == "Vous avez 30\u00a0jours pour écrire."
    assert DELAY.cited(date(2026, 11, 22)) == "art. 3, Loi d’essai (RLRQ, c. E-1)"


def test_it_walks_as_far_as_it_understands() -> None:
    steps, here = GUIDE.walk(("ordre", "inconnu"))

    assert [choice.slug for _, choice in steps] == ["ordre"]
    assert here is END
    assert GUIDE.walk(("inconnu", "ordre")) == ((), FIRST)
    assert GUIDE.path_to("office") == ("office",)
