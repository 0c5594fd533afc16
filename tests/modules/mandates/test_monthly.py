"""The monthly report, counted again in plain Python over rows written by hand; frozen when it is presented.

The code under test reads the database; the recount reads the list of the test.
"""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from statistics import median
from zipfile import ZipFile

import pytest

from egide.kernel.deadlines.models import FactRecord
from egide.kernel.dossiers.models import Dossier
from egide.modules.mandates.models import MonthlyReport, OfficeMandate
from egide.modules.mandates.monthly import (
    ALL_UNITS,
    UnitMonth,
    counted,
    fingerprint,
    present,
    presented,
    thawed,
)
from egide.modules.mandates.monthly_printing import monthly_pdf, write_monthly
from egide.modules.mandates.workload import by_unit, loads
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import Refused
from tests.cast import NOW, TODAY, Cast, seed_office
from tests.database import as_owner

MONTH, LAST = date(2026, 10, 1), date(2026, 10, 31)


@dataclass
class Row:
    """A mandate in plain words."""

    unit: str
    asked: date
    delivered: date | None
    cancelled: date | None
    first: date
    due: date
    held: bool


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


@pytest.fixture
def rows(cast: Cast) -> list[Row]:
    """Sixty mandates of two units, from July to November, by seeded chance."""
    chance, made = random.Random(43), []
    for n in range(60):
        asked = date(2026, 7, 1) + timedelta(days=chance.randrange(140))
        first = asked + timedelta(days=chance.randrange(1, 60))
        delivered = asked + timedelta(days=chance.randrange(70)) if chance.random() < 0.6 else None
        made.append(
            Row(
                unit=chance.choice(("interventions", "secretariat")),
                asked=asked,
                delivered=delivered,
                cancelled=asked + timedelta(days=5) if delivered is None and chance.random() < 0.2 else None,
                first=first,
                due=first + timedelta(days=chance.choice((0, 0, 15))),
                held=delivered is None and chance.random() < 0.2,
            )
        )
        _write(n + 1, made[-1])
    return made


def _write(n: int, row: Row) -> None:
    with as_owner():
        unit = Unit.objects.select_related("compartment", "site").get(code=row.unit)
        at = datetime.combine(row.asked, NOW.timetz())
        state = "cancelled" if row.cancelled else "on_hold" if row.held else "in_progress"
        dossier = Dossier.objects.create(
            compartment=unit.compartment, kind="office_mandate", number=f"MAN-2026-{n:05d}", year=2026,
            title="Mandat", state=state, entered_at=at, unit=unit, site=unit.site, confidentiality="internal",
            channel="form", received_at=at, received_on=row.asked, opened_at=at,
            next_due_on=None if row.delivered or row.cancelled or row.held else row.due,
            closed_on=row.cancelled,
        )  # fmt: skip
        place = {"dossier": dossier, "compartment": unit.compartment}
        OfficeMandate.objects.create(
            **place,
            requester="president",
            purpose="—",
            deliverable="—",
            first_due_on=row.first,
            due_on=row.due,
        )
        told = (("asked", row.asked), ("delivered", row.delivered), ("cancelled", row.cancelled))
        for code, day in told:
            if day:
                FactRecord.objects.create(
                    **place, code=code, occurred_on=day, recorded_at=at, recorded_by="x"
                )


def again(rows: list[Row], unit: str | None) -> UnitMonth:
    """The same month, from the list."""
    at, mine = LAST + timedelta(days=1), [r for r in rows if unit in (None, r.unit) and r.asked <= LAST]
    done = [r for r in mine if r.delivered and MONTH <= r.delivered <= LAST]
    still = [
        r for r in mine
        if not (r.delivered and r.delivered <= LAST) and not (r.cancelled and r.cancelled <= LAST)
    ]  # fmt: skip
    days = [(r.delivered - r.asked).days for r in done if r.delivered]
    names = {"interventions": "Direction des interventions", "secretariat": "Secrétariat", None: ALL_UNITS}
    return UnitMonth(
        unit=names[unit],
        given=len([r for r in mine if r.asked >= MONTH]),
        delivered=len(done),
        late=len([r for r in done if r.delivered and r.delivered > r.due]),
        late_first=len([r for r in done if r.delivered and r.delivered > r.first]),
        overdue=len([r for r in still if not r.held and r.due < at]),
        overdue_first=len([r for r in still if not r.held and r.first < at]),
        open=len(still),
        held=len([r for r in still if r.held]),
        days=float(median(days)) if days else None,
    )


def test_each_figure_is_the_one_counted_by_hand(cast: Cast, rows: list[Row]) -> None:
    with acting_as(cast.actor("helene")) as helene:
        lines = counted(helene, month=MONTH, today=TODAY)
    with acting_as(cast.actor("marc")) as marc:
        his = counted(marc, month=MONTH, today=TODAY)

    assert lines == (again(rows, "interventions"), again(rows, "secretariat"), again(rows, None))
    assert his[0] == again(rows, "interventions")
    assert [line.unit for line in his] == ["Direction des interventions", ALL_UNITS]


def test_what_was_presented_no_longer_moves_whatever_happens_to_the_mandates(
    cast: Cast, rows: list[Row]
) -> None:
    place = Unit.objects.get(code="interventions").compartment_id
    with acting_as(cast.actor("helene")) as helene:
        before = counted(helene, month=MONTH, today=TODAY)
        kept = present(actor=helene, month=MONTH, compartment_id=place, now=NOW, today=TODAY)
        for month in (MONTH, date(2026, 11, 1)):
            with pytest.raises(Refused):
                present(actor=helene, month=month, compartment_id=place, now=NOW, today=TODAY)
    with as_owner():
        FactRecord.objects.filter(code="delivered").update(withdrawn_at=NOW)

    with acting_as(cast.actor("helene")) as helene:
        found = presented(place, MONTH)
        assert found is not None
        after, live = thawed(found), counted(helene, month=MONTH, today=TODAY)
    with acting_as(cast.actor("claire")):
        assert MonthlyReport.objects.count() == 0
    assert after == before != live
    assert kept.sha256 == fingerprint(kept.figures)


def test_the_report_leaves_as_a_pdf_and_as_a_workbook(cast: Cast, rows: list[Row]) -> None:
    with acting_as(cast.actor("helene")) as helene:
        lines = counted(helene, month=MONTH, today=TODAY)
    sheets = BytesIO()

    pdf = monthly_pdf(lines=lines, month=MONTH, status="Provisoire.", day=TODAY)
    write_monthly(sheets, lines=lines, month=MONTH, status="Provisoire.")

    assert pdf.startswith(b"%PDF")
    assert "Durée médiane" in ZipFile(sheets).read("xl/worksheets/sheet1.xml").decode()


def test_the_workload_is_one_query_and_counts_as_by_hand(cast: Cast, rows: list[Row]) -> None:
    with acting_as(cast.actor("helene")) as helene:
        found = {load.unit: load for load in by_unit(loads(helene, today=TODAY))}

    mine = [r for r in rows if r.unit == "interventions" and not r.cancelled]
    load = found["Direction des interventions"]
    assert load.total == len(mine)
    assert load.held == len([r for r in mine if r.held])
    assert load.late == len([r for r in mine if not r.held and not r.delivered and r.due < TODAY])
