"""Which rule a series follows on a day: that of the version of the schedule then in force.

Where no approved version knows the series, the rule that its module declares (a sample) applies.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.query import QuerySet

from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.models_keeping import Keeping
from egide.kernel.records.models_schedule import KNOWN, Schedule, ScheduleRule
from egide.kernel.records.rules import computed
from egide.law.retention import RetentionRule
from egide.platform.errors.failures import Refused

# Stands for a series while a statement is written (platform/database/together.py).
ANY_SERIES = "…any-series…"
# The series that a dossier keeps, and the version of the schedule, if one knows it.
Kept = tuple[str, int | None]
NO_RULE = "Ce dossier n’a pas de règle de conservation\u00a0: il ne peut pas être fermé."


@dataclass(frozen=True, kw_only=True)
class Applicable:
    """A rule and the version that it comes from; `schedule` is None for a rule that a module declares."""

    rule: RetentionRule
    schedule: int | None


def in_force(on: date) -> Q:
    """Will return the condition of a version that applies on the day."""
    return Q(state__in=KNOWN, effective_on__lte=on) & (Q(ended_on=None) | Q(ended_on__gt=on))


def schedule_in_force(on: date) -> Schedule | None:
    """Will return the version of the schedule that applies on the day, if one does."""
    return Schedule.objects.filter(in_force(on)).order_by("-effective_on", "-number").first()


def rules_of_series(series: str) -> "QuerySet[ScheduleRule]":
    """Will return the rule of the series in every version that was approved, the newest first."""
    rows = ScheduleRule.objects.filter(series=series, schedule__state__in=KNOWN)
    return rows.select_related("schedule").order_by("-schedule__effective_on", "-schedule__number")


def applicable(*, series: str, on: date) -> Applicable | None:
    """Will return the rule that the series follows on the day, or nothing when nobody made one."""
    found = applied_of(rules_of_series(series), on)
    if found is not None:
        return Applicable(rule=computed(found), schedule=found.schedule_id)
    rule = declared(series)
    return Applicable(rule=rule, schedule=None) if rule else None


def applied_of(rules: Iterable[ScheduleRule], on: date) -> ScheduleRule | None:
    """Will choose, among the rules of one series newest first, the one of the day."""
    return next((rule for rule in rules if _applies(rule.schedule, on)), None)


def rule_in_force(*, series: str, on: date) -> RetentionRule:
    """Will return the rule that the series follows on the day.

    :raises Refused: neither the schedule nor a module knows the series.
    """
    found = applicable(series=series, on=on)
    if found is None:
        raise Refused(NO_RULE)
    return found.rule


def kept_rule(*, series: str, schedule: int | None) -> RetentionRule | None:
    """Will return the rule of the series in the version that a dossier keeps."""
    return kept_rules([(series, schedule)])[series, schedule]


def kept_rules(kept: Iterable[Kept]) -> dict[Kept, RetentionRule | None]:
    """Will return the rule of each series in each version that some dossiers keep, in one question."""
    wanted = set(kept)
    rules = {one: declared(one[0]) if one[1] is None else None for one in wanted}
    if versions := {version for _, version in wanted if version is not None}:
        series = {series for series, _ in wanted}
        rows = ScheduleRule.objects.filter(schedule_id__in=versions, series__in=series)
        for row in rows.select_related("schedule"):
            if (row.series, row.schedule_id) in wanted:
                rules[row.series, row.schedule_id] = computed(row)
    return rules


def rule_shown(
    dossier: Dossier, keeping: Keeping | None, rules: Iterable[ScheduleRule], *, today: date
) -> RetentionRule | None:
    """Will return, among the rules of its series newest first, the one that the dossier keeps, or would keep today."""
    known = list(rules)
    if dossier.closed_on is None:
        found = applied_of(known, today)
    else:
        version = keeping.schedule_id if keeping else None
        found = next((rule for rule in known if rule.schedule_id == version), None)
    return computed(found) if found else declared(dossier.retention_series)


def declared(series: str) -> RetentionRule | None:
    """Will return the rule that a module declares for the series."""
    rules = (rule for module in registry.modules() for rule in module.retention)
    return next((rule for rule in rules if rule.series == series), None)


def _applies(schedule: Schedule, on: date) -> bool:
    since, until = schedule.effective_on, schedule.ended_on
    return since is not None and since <= on and (until is None or on < until)
