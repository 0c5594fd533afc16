"""Deadlines kept and missed, by month and rule; the three results of the reply; how many days it took.

A deadline counts on the day that settled it, or on the day when it passed without being met.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    Count,
    DateField,
    Exists,
    F,
    FloatField,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Trunc

from egide.kernel import registry
from egide.kernel.deadlines.models import DueDate, FactRecord, Status
from egide.kernel.gate.windows import ResultCount, deadline_results
from egide.kernel.statistics.periods import Period
from egide.kernel.statistics.reading import BEFORE, Cell, Scope, singles
from egide.kernel.statistics.reading_flows import month_key, month_label


class Percentile(Aggregate):
    """PostgreSQL's percentile_cont over whole days."""

    function = "percentile_cont"
    template = "%(function)s(%(fraction)s) within group (order by %(expressions)s)"
    output_field = FloatField()


def deadlines(scope: Scope) -> list[Cell]:
    """Will count the deadlines kept and missed: in all, by month, by rule, for the acknowledgment."""
    rows, past = _results(scope)
    labels, acknowledgments = labels_of_rules(), _rules(scope, "acknowledgment")
    months = {m.replace(day=1): (0, 0) for m in scope.period.months()} | _grouped(rows, "month")
    own = [row for row in rows if row.rule in acknowledgments]
    before = [Cell(cell.code + BEFORE, "", "", cell.value) for cell in _three("", "", "", *_sums(past))]
    return [
        *_three("", "", "", *_sums(rows)),
        *(before if scope.before else ()),
        *(
            cell
            for month, sums in months.items()
            for cell in _three("_by_month", month_key(month), month_label(month), *sums)
        ),
        *(
            cell
            for rule, sums in _grouped(rows, "rule").items()
            for cell in _three("_by_rule", rule, labels.get(rule, rule), *sums)
        ),
        *singles(zip(("acknowledged_in_time", "acknowledged_late"), _sums(own), strict=True)),
    ]


def replies(scope: Scope) -> list[Cell]:
    """Will count the three results of the reply."""
    totals = Counter({"answered_in_time": 0, "late_with_notice": 0, "late_without_notice": 0})
    warned_by_rule: Counter[str] = Counter()
    notices = {
        m.rule_code(m.deadline(c.reply)): c.delay_notice
        for m in scope.modules
        if (c := scope.countable(m)).reply
    }
    warned = Exists(
        FactRecord.objects.filter(
            dossier_id=OuterRef("dossier_id"),
            code__in=[f"letter_sent:{letter}" for letter in notices.values() if letter],
            withdrawn_at=None,
            occurred_on__gte=OuterRef("starts_on"),
            occurred_on__lte=OuterRef("measured_on"),
        )
    )
    rows = _counted(scope).filter(rule__in=list(notices)).annotate(warned=warned)
    for rule, status, told, count in rows.values_list("rule", "status", "warned").annotate(count=Count("pk")):
        if status == Status.MET:
            totals["answered_in_time"] += count
        elif told:
            totals["late_with_notice"] += count
            warned_by_rule[rule] += count
        else:
            totals["late_without_notice"] += count
    labels = labels_of_rules()
    return [
        *singles(totals.items()),
        *(
            Cell("late_with_notice_by_rule", rule, labels.get(rule, rule), count)
            for rule, count in warned_by_rule.items()
        ),
    ]


def durations(scope: Scope) -> list[Cell]:
    """Will give the median and the ninth tenth of the days taken, for the settled deadlines of the period."""
    settled = _settled(scope).annotate(taken=_between("starts_on", "settled_on"))
    groups = {
        "acknowledge": Q(rule__in=_rules(scope, "acknowledgment")),
        "reply": Q(rule__in=_rules(scope, "reply")),
    }
    figures = settled.aggregate(
        **{
            f"{name}_days_to_{code}": Percentile("taken", fraction=share, filter=only)
            for code, only in groups.items()
            for name, share in (("median", 0.5), ("p90", 0.9))
        }
    )
    return singles((code, _days(value)) for code, value in figures.items())


def durations_by_rule(scope: Scope) -> list[Cell]:
    """Will give the median and the ninth tenth of the days taken, rule by rule."""
    rows = _settled(scope).annotate(taken=_between("starts_on", "settled_on")).values_list("rule")
    labels = labels_of_rules()
    return [
        Cell(f"{name}_days_by_rule", rule, labels.get(rule, rule), _days(value))
        for rule, *shares in rows.annotate(
            middle=Percentile("taken", fraction=0.5), most=Percentile("taken", fraction=0.9)
        )
        for name, value in zip(("median", "p90"), shares, strict=True)
    ]


def running(scope: Scope) -> list[Cell]:
    """Will count the Office's own deadlines that run today, rule by rule."""
    rows = DueDate.objects.filter(
        status=Status.OPEN,
        measured_on__gte=scope.today,
        runs_against_other=False,
        dossier__in=scope.dossiers().values("pk"),
    )
    labels = labels_of_rules()
    return [
        Cell("running_by_rule", rule, labels.get(rule, rule), count)
        for rule, count in rows.order_by().values_list("rule").annotate(count=Count("pk"))
    ]


def time_to_close(scope: Scope) -> list[Cell]:
    """Will give the median and the ninth tenth of the days from receipt to closing, for the dossiers closed."""
    closed = scope.dossiers().filter(scope.within("closed_on"))
    figures = closed.annotate(taken=_between("received_on", "closed_on")).aggregate(
        median=Percentile("taken", fraction=0.5), p90=Percentile("taken", fraction=0.9)
    )
    return singles((f"{name}_days_to_close", _days(value)) for name, value in figures.items())


def labels_of_rules() -> dict[str, str]:
    """Will give the words of every deadline of the house: « Accuser réception (demandes d’intervention) »."""
    return {
        m.rule_code(deadline): f"{deadline.label} ({m.name[:1].lower()}{m.name[1:]})"
        for m in registry.modules()
        for deadline in m.deadlines
    }


def _three(cut: str, key: str, label: str, met: int, late: int) -> Iterator[Cell]:
    yield Cell(f"kept{cut}", key, label, met)
    yield Cell(f"missed{cut}", key, label, late)
    # Rounded down: 99.6 % is not 100 %.
    yield Cell(f"kept_rate{cut}", key, label, met * 100 // (met + late) if met + late else None)


def _results(scope: Scope) -> tuple[list[ResultCount], list[ResultCount]]:
    """The results of the period, and of the one before when it is asked: one statement for both."""
    periods = [scope.period, *([scope.before] if scope.before else [])]
    if scope.order:
        rows = list(_read_rows(scope, periods))
    else:
        rows = list(
            deadline_results(
                scope.actor,
                periods=[(period.since, period.until) for period in periods],
                today=scope.today,
                kinds=scope.kinds,
                units=scope.units,
            )
        )
    return [row for row in rows if row.which == 0], [row for row in rows if row.which == 1]


def _read_rows(scope: Scope, periods: list[Period]) -> Iterator[ResultCount]:
    """The same from the deadlines themselves: tallies know no order."""
    day = Case(When(status=Status.OPEN, then="measured_on"), default="settled_on", output_field=DateField())
    met = Count("pk", filter=Q(status=Status.MET))
    queries = [
        _counted(replace(scope, period=period))
        .annotate(which=Value(which), kind=F("dossier__kind"), month=Cast(Trunc(day, "month"), DateField()))
        .values_list("which", "kind", "rule", "month")
        .annotate(met=met, late=Count("pk") - met)
        for which, period in enumerate(periods)
    ]
    for which, kind, rule, month, kept, late in queries[0].union(*queries[1:], all=True):
        yield ResultCount(which=which, kind=kind, rule=rule, month=month, met=kept, late=late)


def _sums(rows: Iterable[ResultCount]) -> tuple[int, int]:
    kept = list(rows)
    return sum(row.met for row in kept), sum(row.late for row in kept)


def _grouped(rows: Iterable[ResultCount], by: str) -> dict[Any, tuple[int, int]]:
    found: dict[Any, tuple[int, int]] = {}
    for row in rows:
        key = getattr(row, by)
        met, late = found.get(key, (0, 0))
        found[key] = (met + row.met, late + row.late)
    return found


def _counted(scope: Scope) -> QuerySet[DueDate]:
    """The Office's own deadlines that the period settled, or let pass unanswered before today."""
    passed = Q(status=Status.OPEN, measured_on__lt=scope.today) & scope.within("measured_on")
    settled = Q(status__in=(Status.MET, Status.LATE)) & scope.within("settled_on")
    rows = DueDate.objects.filter(settled | passed, dossier__in=scope.dossiers().values("pk"))
    return rows.filter(runs_against_other=False).order_by()


def _settled(scope: Scope) -> QuerySet[DueDate]:
    rows = DueDate.objects.filter(scope.within("settled_on"), status__in=(Status.MET, Status.LATE))
    return rows.filter(dossier__in=scope.dossiers().values("pk"), runs_against_other=False).order_by()


def _rules(scope: Scope, which: str) -> list[str]:
    named = ((m, getattr(scope.countable(m), which)) for m in scope.modules)
    return [m.rule_code(m.deadline(code)) for m, code in named if code]


def _between(first: str, last: str) -> Func:
    # A difference of two days is a whole number in PostgreSQL; Django would make a duration of it.
    return Func(
        F(last), F(first), template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField()
    )


def _days(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
