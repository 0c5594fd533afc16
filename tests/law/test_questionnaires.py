"""Versioned forms: paths of answers, missing answers and checks in French.
Not their screens."""

from dataclasses import replace

import pytest

from egide.law.questionnaires import Answers, Cell, Questionnaire, Section, Table


def totals_agree(answers: Answers) -> str | None:
    received, closed = answers["inquiries.flow.all.received"], answers["inquiries.flow.all.closed"]
    return None if closed <= received else "Les enquêtes terminées dépassent les enquêtes reçues."


FLOW = Table(
    "flow",
    "Mouvement des enquêtes",
    rows=(("all", "Toutes"),),
    columns=(Cell("received", "Reçues"), Cell("closed", "Terminées")),
)
INQUIRIES = Section("inquiries", "Enquêtes", cells=(Cell("note", "Remarque", "text", False),), tables=(FLOW,))
RETURN = Questionnaire("yearly", "2026-1", "Collecte annuelle", (INQUIRIES,), checks=(totals_agree,))
GOOD = {"inquiries.flow.all.received": 12, "inquiries.flow.all.closed": 0}


def test_it_gives_each_answer_its_path() -> None:
    assert [path for path, _ in RETURN.asked()] == [
        "inquiries.note",
        "inquiries.flow.all.received",
        "inquiries.flow.all.closed",
    ]


def test_it_accepts_a_full_return_where_zero_is_an_answer() -> None:
    assert RETURN.refusals(GOOD) == ()


@pytest.mark.parametrize("empty", [None, ""])
def test_it_asks_for_what_is_missing(empty: object) -> None:
    unchecked = replace(RETURN, checks=())

    assert unchecked.refusals({**GOOD, "inquiries.flow.all.closed": empty}) == (
        "Réponse requise\u00a0: Terminées.",
    )


def test_it_repeats_the_sentence_of_a_check() -> None:
    answers = {**GOOD, "inquiries.flow.all.closed": 13}

    assert RETURN.refusals(answers) == ("Les enquêtes terminées dépassent les enquêtes reçues.",)


def test_it_finds_two_cells_that_share_an_answer() -> None:
    twice = replace(RETURN, sections=(INQUIRIES, INQUIRIES))

    assert RETURN.problems() == ()
    assert len(twice.problems()) == 3
