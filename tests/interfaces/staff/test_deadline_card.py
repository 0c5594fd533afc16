"""Tests of the words of a deadline: « dans 20 jours » and the date beside it are of one day; a report is said apart.

No database: a due date as it is stored, and what the card says of it.
"""

import json
from datetime import date

from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.pages_deadlines import deadline_view
from egide.kernel.deadlines.models import DueDate, Status

PROOF = json.dumps({"steps": [], "source": "c. A-2.1, a. 47", "calendar": "public_service 2026-1"})
RECEIVED = Horizon(today=date(2026, 3, 2), soon=date(2026, 3, 9))


def due(*, raw: date, rolled: date, measured: date) -> DueDate:
    return DueDate(
        label="Répondre", raw_date=raw, due_date=rolled, measured_on=measured, status=Status.OPEN, proof=PROOF
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

    assert (shown.iso, shown.note) == ("2026-06-15", "")
