"""A sample scheme and schedule in force, and a next version of the schedule, made by the real actions.

Tests ask for what they need; nothing here is the house's.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from egide.kernel.records.models import Schedule, ScheduleRule
from egide.kernel.records.rules import EVENT, Copy, Period, copies_of
from egide.kernel.records.samples import load_samples
from egide.kernel.records.schedule_writing import (
    TEXTS,
    Approval,
    RuleText,
    approve_schedule,
    begin_schedule,
    keep_rule,
    submit_schedule,
)
from egide.platform.accounts.acting import acting_as
from tests.cast import LONG_AGO, Cast
from tests.database import as_owner


def loaded(*, now: datetime, since: date = LONG_AGO) -> None:
    """Will put the samples in force."""
    with as_owner():
        load_samples(effective_on=since, now=now)


def text_of(rule: ScheduleRule, copies: tuple[Copy, ...]) -> RuleText:
    """Will return what a form would say of the rule, with these lines."""
    words = {name: getattr(rule, name) for name in TEXTS}
    return RuleText(series=rule.series, to_validate=False, copies=copies, **words)


def changed(rule: ScheduleRule, *, active: Period | None = None, semi: Period | None = None,
            disposition: str = "", sampling: str = "") -> RuleText:  # fmt: skip
    """Will return the rule with other periods or another disposition of its main copy."""
    first, *others = copies_of(rule)
    main = replace(
        first,
        active=active or first.active,
        semi_active=semi or first.semi_active,
        disposition=disposition or first.disposition,
        sampling=sampling or first.sampling,
    )
    return text_of(rule, (main, *others))


def begun(cast: Cast, *, now: datetime, writer: str = "rene") -> Schedule:
    """Will begin a draft where requests for intervention are kept two years longer."""
    with acting_as(cast.actor(writer)) as actor:
        made = begin_schedule(actor=actor, reference="", note="Essai", now=now)
        longer = changed(rule("6200"), active=Period(code=EVENT, event="closure", years=4))
        keep_rule(actor=actor, schedule=made, text=longer, known="6200", now=now)
    return made


def next_version(
    cast: Cast, changes: Mapping[str, RuleText], *, now: datetime, on: date, writer: str = "rene",
    approver: str = "helene",
) -> Schedule:  # fmt: skip
    """Will write, submit and have approved a version with these rules changed, applied from the day."""
    with acting_as(cast.actor(writer)) as actor:
        made = begin_schedule(actor=actor, reference="", note="Essai", now=now)
        for series, text in changes.items():
            keep_rule(actor=actor, schedule=made, text=text, known=series, now=now)
        submit_schedule(actor=actor, schedule=made, signed_as="René Archambault, archiviste", now=now)
    with acting_as(cast.actor(approver)) as actor:
        approval = Approval(number="A-2026-07", approved_on=on, effective_on=on, signed_as="Hélène Fortin")
        approve_schedule(actor=actor, schedule=made, approval=approval, now=now + timedelta(minutes=5))
    return Schedule.objects.get(pk=made.pk)


def rule(series: str, *, version: int = 1) -> ScheduleRule:
    """Will return the rule of a version."""
    return ScheduleRule.objects.select_related("schedule").get(schedule__number=version, series=series)
