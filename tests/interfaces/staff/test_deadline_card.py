"""Tests of the words of a deadline: « dans 20 jours » and the date beside it are of one day; a report is said apart.

No database: a due date as it is stored, and what the card says of it.
"""

import json
from datetime import date, timedelta

import pytest

from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.pages_deadlines import deadline_view, moved_note
from egide.kernel.deadlines.models import DueDate, Status

PROOF = json.dumps({"steps": [], "source": "c. A-2.1, a. 47", "calendar": "public_service 2026-1"})
RECEIVED = Horizon(today=date(2026, 3, 2), soon=date(2026, 3, 9))


def due(*, raw: date, rolled: date, measured: date, **more: bool) -> DueDate:
    return DueDate(
        label="Répondre",
        raw_date=raw,
        due_date=rolled,
        measured_on=measured,
        status=Status.OPEN,
        proof=PROOF,
        **more,
    )


def test_a_limit_on_a_closed_day_says_both_days_plainly() -> None:
    sunday, monday = date(2026, 3, 22), date(2026, 3, 23)

    shown = deadline_view(due(raw=sunday, rolled=monday, measured=sunday), RECEIVED)

    note = shown.note.replace("\u00a0", " ")
    assert shown.words.replace("\u00a0", " ") == "dans 20 jours"
    assert (shown.iso, shown.date.replace("\u00a0", " ")) == ("2026-03-22", "dimanche 22 mars 2026")
    assert "la loi reporte l’échéance au lundi 23 mars 2026" in note
    assert "se mesure au 22 mars 2026" in note


def test_a_limit_that_the_law_moves_is_shown_where_it_moved() -> None:
    monday = date(2026, 6, 15)

    shown = deadline_view(due(raw=date(2026, 6, 14), rolled=monday, measured=monday), RECEIVED)

    assert shown.iso == "2026-06-15"
    assert shown.note.replace("\u00a0", " ") == "Date brute : dimanche 14 juin 2026, un jour fermé."


@pytest.mark.parametrize(
    ("today", "words", "tone"),
    [
        (date(2026, 6, 13), "demain", "soon"),
        (date(2026, 6, 14), "aujourd’hui", "soon"),
        (
            date(2026, 6, 15),
            "date passée",
            "idle",
        ),  # never « hier » beside a report, nor lateness of the Office
    ],
)
def test_someone_else_s_time_is_told_of_the_raw_date_that_is_shown(
    today: date, words: str, tone: str
) -> None:
    sunday, monday = date(2026, 6, 14), date(2026, 6, 15)
    hers = due(raw=sunday, rolled=monday, measured=monday, runs_against_other=True)

    shown = deadline_view(hers, Horizon(today=today, soon=today + timedelta(days=5)))

    assert (shown.iso, shown.words, shown.tone) == ("2026-06-14", words, tone)
    assert "jusqu’au lundi 15 juin 2026" in shown.note.replace("\u00a0", " ")


def test_a_note_says_the_other_day_only_when_there_is_one() -> None:
    found = moved_note(raw=date(2026, 4, 12), due=date(2026, 4, 13), measured=date(2026, 4, 12))

    assert "lundi 13 avril 2026" in found.replace("\u00a0", " ")
    assert moved_note(raw=date(2026, 4, 10), due=date(2026, 4, 10), measured=date(2026, 4, 10)) == ""
