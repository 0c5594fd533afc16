"""What happens to the record when a dossier closes or reopens: its closing day and its retention dates.

The rule is that of the schedule in force (schedule.py); what it gives is kept with its proof (keeping.py).
"""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.keeping import COLUMNS, keep, let_go
from egide.kernel.records.models_keeping import Keeping
from egide.kernel.records.schedule import NO_RULE, Applicable, applicable, kept_rule
from egide.law.retention import RetentionProof
from egide.law.retention_events import EVENT_OF_FACT
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

DATES = ("closed_on", "active_until", "semi_active_until")

# What a closing or a reopening replaced, as plain JSON: the journal keeps it, so that undo can put it back.
# `schedule` is the version of the rule that a closed dossier keeps; entries older than the schedule have none.
Picture = dict[str, Any]


def applicable_to(dossier: Dossier, *, on: date) -> Applicable:
    """Will return the rule that the dossier would follow if it closed on the day.

    :raises Refused: neither the schedule nor its module knows its series.
    """
    found = applicable(series=dossier.retention_series, on=on) if dossier.retention_series else None
    if found is None:
        raise Refused(NO_RULE)
    return found


def close_records(*, dossier: Dossier, on: date) -> RetentionProof | None:
    """Will date the closure and compute until when the dossier is active and semi-active, by the rule of the day.

    None: the rule waits for another event than the closing, which has not happened.

    :raises Refused: the dossier has no retention rule.
    """
    found = applicable_to(dossier, on=on)
    dossier.closed_on = on
    return keep(dossier=dossier, found=found, on=on).proof


def reopen_records(*, dossier: Dossier) -> None:
    """Will take the closing date and the retention dates away: the dossier is active again."""
    let_go(dossier)


def set_series(*, dossier: Dossier, series: str, on: date | None = None) -> None:
    """Will make the dossier follow another series; a closed one takes the dates of its new rule at once.

    `on`: the day whose rule applies; the closing day when it is left out.

    :raises Refused: nobody made a rule for the series.
    """
    dossier.retention_series = series
    day = on or dossier.closed_on
    if dossier.closed_on and day:
        keep(dossier=dossier, found=applicable_to(dossier, on=day), on=day)
        return
    applicable_to(dossier, on=dossier.received_on)
    dossier.save(update_fields=["retention_series"])


def fact_told(*, dossier: Dossier, fact: str, now: datetime) -> None:
    """Will date a closed dossier anew when its kept rule waits for what this fact tells, and journal it.

    Called whenever a fact is recorded or withdrawn; nearly all of them end no period.
    """
    event = EVENT_OF_FACT.get(fact)
    if event is None or dossier.closed_on is None:
        return
    keeping = Keeping.objects.filter(dossier_id=dossier.pk).first()
    rule = kept_rule(series=keeping.series, schedule=keeping.schedule_id) if keeping else None
    if keeping is None or rule is None:
        return
    if event in {rule.trigger.code, rule.semi_trigger.code if rule.semi_trigger else ""}:
        day = timezone.localdate(now)
        keep(dossier=dossier, found=Applicable(rule=rule, schedule=keeping.schedule_id), on=day)
        journal_dates(dossier, "records.dated", now, event=event)


def picture(dossier: Dossier) -> Picture:
    """Will return what closing, reopening and a change of series may change."""
    return pictured(dossier, schedule=_kept_version(dossier))


def pictured(dossier: Dossier, *, schedule: int | None) -> Picture:
    """Will return the same when the version that the dossier keeps is known already."""
    values = {name: getattr(dossier, name) for name in COLUMNS}
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    return {**plain, "schedule": schedule}


def restore_records(*, dossier: Dossier, before: Picture, now: datetime) -> None:
    """Will put the closing day, the series and the dates back as the picture tells them."""
    for name in COLUMNS:
        value = before[name]
        setattr(dossier, name, date.fromisoformat(value) if name in DATES and value else value)
    dossier.save(update_fields=list(COLUMNS))
    if dossier.closed_on is None:
        Keeping.objects.filter(dossier_id=dossier.pk).delete()
    else:
        version = before.get("schedule")
        rule = kept_rule(series=dossier.retention_series, schedule=version)
        if rule is not None:
            keep(dossier=dossier, found=Applicable(rule=rule, schedule=version), on=dossier.closed_on)
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="records.restored",
        data=before,
        at=now,
    )


def journal_dates(dossier: Dossier, code: str, now: datetime, **data: Any) -> None:
    """Will write down the dates that the dossier now has, with why they changed."""
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={**data, "record": picture(dossier)},
        at=now,
    )


def _kept_version(dossier: Dossier) -> int | None:
    if dossier.closed_on is None:
        return None
    rows = Keeping.objects.filter(dossier_id=dossier.pk).values_list("schedule_id", flat=True)
    return rows.first()
