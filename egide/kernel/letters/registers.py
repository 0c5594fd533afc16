"""A register printed as one table: tagged PDF (PDF/A-2a, PDF/UA-1), the same page for every module.

Finished words are given; what the reader may see was decided before.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from egide.kernel.letters.printing import FURNITURE
from egide.law.dates_fr import plain_date
from egide.platform.typesetting.engine import render

ORGANIZATION = "Office des professions du Québec"


def register_pdf(
    *,
    name: str,
    note: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str]],
    empty: str,
    day: date,
    wide: bool = True,
    organization: str = ORGANIZATION,
) -> bytes:
    """Will print the rows under their columns (label, share of the width); `wide` turns the sheet.

    :raises RenderingFailed: a text cannot be set.
    """
    told = {
        "name": name,
        "note": note,
        "columns": [label for label, _ in columns],
        "widths": [width for _, width in columns],
        "rows": [list(row) for row in rows],
        "empty": empty,
        "wide": wide,
        "organization": organization,
        "date": day.isoformat(),
        "date_long": plain_date(day),
    }
    return render(
        template=FURNITURE / "register.typ",
        data={"told": told},
        at=datetime.combine(day, time(12), tzinfo=UTC),
    )
