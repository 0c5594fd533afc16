"""The scheme and the schedule on paper and in a workbook: tagged PDF (PDF/A-2a, PDF/UA-1), plain XLSX.

From one version, whose words never change once adopted; « exemple » is printed across a sample.
"""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO

from egide.kernel.letters.printing import FURNITURE, mark
from egide.kernel.records.models import Plan, PlanState, Schedule, ScheduleState
from egide.kernel.records.rules import COPIES, EVENT, copies_of
from egide.law.dates_fr import plain_date
from egide.law.retention import Disposition
from egide.law.retention_events import BY_CODE, EVENTS
from egide.platform.sheets.workbook import Column, Sheet, write_workbook
from egide.platform.typesetting.engine import render

TEMPLATES = Path(__file__).parent / "typst"
ORGANIZATION = "Office des professions du Québec"
RULES = (
    Column("Règle", "text", 10),
    Column("Titre", "text", 36),
    Column("Classes", "text", 24),
    Column("Activité", "text", 30),
    Column("Détenteur de l’exemplaire principal", "text", 30),
    Column("Description", "text", 50),
    Column("Utilisation", "text", 40),
    Column("Types de documents", "text", 40),
    Column("Exemplaire", "text", 22),
    Column("Support", "text", 12),
    Column("Actif", "text", 14),
    Column("Semi-actif", "text", 14),
    Column("Disposition", "text", 12),
    Column("Texte du tri", "text", 50),
    Column("Remarques", "text", 40),
    Column("Source", "text", 40),
    Column("À valider", "text", 10),
)
MARKS = (Column("Repère", "text", 10), Column("Événement", "text", 36), Column("Explication", "text", 80))


def plan_pdf(plan: Plan, *, day: date) -> bytes:
    """Will print a version of the scheme.

    :raises RenderingFailed: a text cannot be set.
    """
    told = {
        **_head(plan, day, sample=plan.sample, draft=plan.state == PlanState.DRAFT),
        "classes": [
            {
                "code": row.code,
                "title": row.title,
                "level": row.level,
                "scope": row.scope,
                "exclusions": row.exclusions,
                "see": ", ".join(row.see_also.split()),
            }
            for row in plan.classes.order_by("code")
        ],
        "subdivisions": [
            {"code": one.code, "title": one.title, "scope": one.scope}
            for one in plan.subdivisions.order_by("code")
        ],
    }
    return _render("plan", told, day)


def schedule_pdf(schedule: Schedule, *, day: date) -> bytes:
    """Will print a version of the schedule.

    :raises RenderingFailed: a text cannot be set.
    """
    told = {
        **_head(schedule, day, sample=schedule.sample, draft=schedule.state == ScheduleState.DRAFT),
        "reference": schedule.reference,
        "approval": f"n° {schedule.approval_number}, le {plain_date(schedule.approved_on)}"
        if schedule.approved_on
        else "",
        "signed": schedule.signed_as,
        "rules": [_rule(rule) for rule in schedule.rules.order_by("series")],
        "events": [{"mark": event.mark, "note": event.note} for event in EVENTS],
    }
    return _render("schedule", told, day)


def write_schedule(target: BinaryIO, schedule: Schedule) -> None:
    """Will write a version of the schedule as a workbook: one line for each copy of each rule."""
    note = (
        f"Calendrier {schedule.reference}, version {schedule.number}, {ScheduleState(schedule.state).label}"
    )
    if schedule.sample:
        note += "\nExemple : ce n’est pas le calendrier approuvé de l’Office."
    rows = [
        (
            rule.series, rule.title, rule.classes, rule.activity, rule.holder, rule.description, rule.use,
            rule.document_types, COPIES[copy.copy], ", ".join(copy.media), copy.active.words,
            copy.semi_active.words, copy.disposition, copy.sampling, rule.remarks, rule.source,
            "oui" if rule.to_validate else "",
        )
        for rule in schedule.rules.order_by("series")
        for copy in copies_of(rule)
    ]  # fmt: skip
    sheets = [
        Sheet("Règles", RULES, rows, note),
        Sheet("Événements", MARKS, [(event.mark, event.label, event.note) for event in EVENTS]),
    ]
    write_workbook(target, sheets, title=f"Calendrier de conservation, version {schedule.number}")


def _rule(rule: Any) -> dict[str, Any]:
    copies = copies_of(rule)
    periods = [period for copy in copies for period in (copy.active, copy.semi_active)]
    marks = dict.fromkeys(BY_CODE[period.event].mark for period in periods if period.code == EVENT)
    facts = (
        ("Classes", ", ".join(rule.classes.split())),
        ("Activité", rule.activity),
        ("Détenteur", rule.holder),
        ("Description", rule.description),
        ("Utilisation", rule.use),
        ("Types de documents", rule.document_types),
        ("Tri", " ".join(copy.sampling for copy in copies if copy.sampling)),
        ("Événements", ", ".join(marks)),
        ("Remarques", rule.remarks),
        ("Source", rule.source + (" (à valider)" if rule.to_validate else "")),
    )
    return {
        "series": rule.series,
        "title": rule.title,
        "facts": [{"term": term, "value": value} for term, value in facts if value],
        "copies": [
            {
                "copy": COPIES[copy.copy],
                "media": ", ".join(copy.media),
                "active": copy.active.words,
                "semi": copy.semi_active.words,
                "disposition": f"{copy.disposition}, {Disposition(copy.disposition).label}",
            }
            for copy in copies
        ],
    }


def _head(version: Plan | Schedule, day: date, *, sample: bool, draft: bool) -> dict[str, Any]:
    since = version.effective_on
    return {
        "number": version.number,
        "date": day.isoformat(),
        "date_long": plain_date(day),
        "since": f"En vigueur depuis le {plain_date(since)}" if since else "Projet",
        "organization": ORGANIZATION,
        "sample": sample,
        "mark": "EXEMPLE" if sample else mark(draft=draft),
    }


def _render(name: str, told: dict[str, Any], day: date) -> bytes:
    return render(
        template=TEMPLATES / f"{name}.typ",
        data={"told": told},
        at=datetime.combine(day, time(12), tzinfo=UTC),
        libraries={"letter": FURNITURE},
    )
