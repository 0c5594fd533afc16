"""The daily list of mail as a PDF (tagged, PDF/A), the same lines as the screen.

Nothing is kept: the register is the record.
"""

from datetime import date, datetime
from pathlib import Path

from egide.interfaces.staff.pages_daily import daily_page
from egide.kernel.letters.printing import FURNITURE
from egide.platform.accounts.actors import Actor
from egide.platform.typesetting.engine import render

TEMPLATE = Path(__file__).parent / "typst" / "daily.typ"


def daily_pdf(*, actor: Actor, day: date, now: datetime) -> bytes:
    """Will print the list of a day as this person reads it.

    :raises RenderingFailed: a text cannot be set.
    """
    page = daily_page(actor=actor, day=day, today=day)
    told = {
        "title": "Liste quotidienne du courrier",
        "organization": "Office des professions du Québec",
        "date": day.isoformat(),
        "day": page.day,
        "total": page.total,
        "cut": page.cut,
        "parts": [
            {"title": table.caption, "rows": [[cell.text for cell in row] for row in table.rows]}
            for table in page.tables
        ],
    }
    return render(template=TEMPLATE, data={"list": told}, at=now, libraries={"letter": FURNITURE})
