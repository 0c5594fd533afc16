"""Declared terms: the law of the day, what a declaration refuses and what it finds wrong with itself.
Not the arithmetic: see test_computation.py and test_vectors.py."""

from dataclasses import replace
from datetime import date

import pytest

from egide.law.facts import Fact, LetterSent
from egide.law.sources import Source
from egide.law.terms import Deadline, Extension, Nature, NoTermInForce, Recurrence, Term, Unit

OLD, NEW = Source("c. A-2.1", "47 (2018)"), Source("c. A-2.1", "47 (2022)")
REFORM = date(2022, 9, 22)
REPLY = Deadline(
    "reply",
    "Donner suite à la demande",
    starts_on=Fact("received", "réception"),
    met_by=LetterSent("decision"),
    terms=(
        Term(20, Unit.CALENDAR_DAYS, OLD, until=REFORM),
        Term(15, Unit.BUSINESS_DAYS, NEW, since=REFORM),
    ),
)


@pytest.mark.parametrize(
    ("day", "source"),
    [(date(2019, 12, 13), OLD), (date(2022, 9, 21), OLD), (REFORM, NEW), (date(2026, 1, 5), NEW)],
)
def test_it_takes_the_law_of_the_day(day: date, source: Source) -> None:
    assert REPLY.term_on(day).source == source


def test_it_refuses_a_day_without_law() -> None:
    repealed = replace(REPLY, terms=REPLY.terms[:1])

    with pytest.raises(NoTermInForce, match="aucun délai en vigueur le 22 septembre 2022"):
        repealed.term_on(REFORM)


def test_it_finds_no_problem_in_a_sound_declaration() -> None:
    assert REPLY.problems() == ()


@pytest.mark.parametrize(
    ("unsound", "problem"),
    [
        (replace(REPLY, terms=()), "aucun délai déclaré"),
        (replace(REPLY, met_by=()), "rien ne peut satisfaire"),
        (replace(REPLY, terms=(Term(20, Unit.CALENDAR_DAYS, Source("", "")),)), "sans source"),
        (
            replace(REPLY, extension=Extension(10, Unit.CALENDAR_DAYS, Source(" ", "47"))),
            "sans source",
        ),
        (
            replace(REPLY, terms=(*REPLY.terms, Term(9, Unit.CALENDAR_DAYS, NEW, since=date(2025, 1, 1)))),
            "deux versions",
        ),
    ],
)
def test_it_says_what_is_unsound(unsound: Deadline, problem: str) -> None:
    assert len(unsound.problems()) == 1
    assert problem in unsound.problems()[0]


@pytest.mark.parametrize("length", [0, -5])
def test_it_refuses_an_empty_length(length: int) -> None:
    with pytest.raises(ValueError, match="au moins un jour"):
        Term(length, Unit.CALENDAR_DAYS, NEW)
    with pytest.raises(ValueError, match="au moins un jour"):
        Recurrence(length, Unit.CALENDAR_DAYS, NEW)


def test_it_refuses_clear_days_where_they_have_no_meaning() -> None:
    with pytest.raises(ValueError, match="récurrente"):
        Recurrence(30, Unit.CLEAR_DAYS, NEW)
    with pytest.raises(ValueError, match="prolongation"):
        Extension(10, Unit.CLEAR_DAYS, NEW)


def test_it_may_be_met_in_several_ways() -> None:
    notice = LetterSent("intervention_notice")

    assert REPLY.met_by_any == (LetterSent("decision"),)
    assert replace(REPLY, met_by=(LetterSent("reply"), notice)).met_by_any == (LetterSent("reply"), notice)


def test_it_names_units_and_natures_in_french() -> None:
    assert [unit.words(2) for unit in Unit] == ["2 jours", "2 jours ouvrables", "2 jours francs"]
    assert [nature.label for nature in Nature] == [
        "délai légal",
        "engagement de l’Office",
        "engagement du Commissaire",
        "cible interne",
    ]
