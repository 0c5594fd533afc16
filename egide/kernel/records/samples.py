"""The sample scheme and the sample schedule, shipped as data and marked « exemple » wherever they show.

From domain.md H.4: not the Office's approved documents. Loaded once, where no version exists yet.
"""

import csv
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from egide.kernel.records.models import Plan, PlanClass, Schedule, ScheduleRule, Subdivision
from egide.kernel.records.rules import EVENT, FOREVER, MAIN, SECONDARY, Copy, Period, copies_text

DATA = Path(__file__).parent / "data"
SOURCE = "échantillon de travail (exemple)"
NOTE = "Exemple fourni avec Égide. Ce n’est ni le plan ni le calendrier approuvé de l’Office."
BY, ANOTHER = "sample:written", "sample:loaded"


def load_samples(*, effective_on: date, now: datetime) -> tuple[int, int]:
    """Will load the sample scheme and schedule as in force since the day, and return how many classes and rules.

    Where a version already exists, nothing of that kind is loaded.
    """
    with transaction.atomic():
        return _load_plan(effective_on, now), _load_schedule(effective_on, now)


def _load_plan(effective_on: date, now: datetime) -> int:
    if Plan.objects.exists():
        return 0
    plan = Plan.objects.create(number=1, note=NOTE, sample=True, written_by=BY, written_at=now, edited_at=now)
    rows = _rows("plan.csv")
    level: dict[str, int] = {"": 0}
    for row in rows:
        level[row["code"]] = level[row["parent"]] + 1
    PlanClass.objects.bulk_create(
        PlanClass(
            plan=plan,
            code=row["code"],
            parent=row["parent"],
            level=level[row["code"]],
            title=row["title"],
            scope=row["scope"],
            exclusions=row["exclusions"],
            see_also=row["see_also"],
            confidentiality=row["confidentiality"],
            units=row["units"],
            series=row["series"],
            subdivided=row["subdivided"] == "oui",
        )
        for row in rows
    )
    Subdivision.objects.bulk_create(Subdivision(plan=plan, **row) for row in _rows("subdivisions.csv"))
    plan.state, plan.effective_on, plan.approved_at, plan.approved_by = "in_force", effective_on, now, ANOTHER
    plan.save()
    return len(rows)


def _load_schedule(effective_on: date, now: datetime) -> int:
    if Schedule.objects.exists():
        return 0
    schedule = Schedule.objects.create(
        number=1, reference="EXEMPLE", note=NOTE, sample=True, written_by=BY, written_at=now, edited_at=now
    )
    classes: dict[str, list[str]] = {}
    for row in _rows("plan.csv"):
        classes.setdefault(row["series"], []).append(row["code"])
    rows = _rows("schedule.csv")
    ScheduleRule.objects.bulk_create(
        ScheduleRule(
            schedule=schedule,
            series=row["series"],
            title=row["title"],
            classes=" ".join(classes.get(row["series"], ())),
            activity=row["activity"],
            holder=row["holder"],
            description=row["description"],
            use=row["use"],
            document_types=row["types"],
            remarks=row["remarks"],
            source=SOURCE,
            to_validate=row["to_validate"] == "oui",
            copies=copies_text(
                (
                    _copy(MAIN, row["main"], row["sampling"]),
                    *([_copy(SECONDARY, row["secondary"], "")] if row["secondary"] else []),
                )
            ),
        )
        for row in rows
    )
    schedule.state, schedule.effective_on = "approved", effective_on
    schedule.approved_on, schedule.approved_at, schedule.approved_by = effective_on, now, ANOTHER
    schedule.approval_number = "exemple"
    schedule.save()
    return len(rows)


def _copy(which: str, words: str, sampling: str) -> Copy:
    media, active, semi, disposition = words.split("|")
    return Copy(
        copy=which,
        media=tuple(media.split()),
        active=_period(active),
        semi_active=_period(semi),
        disposition=disposition,
        sampling=sampling if disposition == "T" else "",
    )


def _period(words: str) -> Period:
    parts = words.split()
    if parts[0] == FOREVER:
        return Period(code=FOREVER)
    if parts[0] == EVENT:
        return Period(code=EVENT, event=parts[1], years=int(parts[2]) if len(parts) > 2 else 0)
    return Period(years=int(parts[0]))


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
