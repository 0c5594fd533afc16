"""Every figure counted again by walking plain rows in Python: slow, obvious, and without a line of SQL.

Independent of the code under test on purpose.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from egide.kernel.statistics.periods import Period
from tests.kernel.statistics.world import COUNTS_CARDS, Due, File, World

NOT_ADMISSIBLE = {"merits", "procurement"}
CODES = {
    "admissible": {"admissible", "founded", "not_founded", "comment_noted"},
    "not_admissible": NOT_ADMISSIBLE,
    "redirected": {"redirected"},
    "transferred": {"transferred"},
    "founded": {"founded"},
    "not_founded": {"not_founded"},
}
# What a kind may be cut by: nothing more is said of disclosures than their number.
CUT_BY = {
    "theme": ("intervention_request",),
    "order": ("intervention_request",),
    "outcome": ("intervention_request",),
    "type": ("intervention_request", "service_complaint", "disclosure"),
}


def recount(world: World, reader: str, period: Period, today: date) -> dict[str, object]:
    """Will count each figure: a number, or {key: number} without the zeros."""
    files = [file for file in world.files if file.seen_by(reader)]

    def inside(day: date | None) -> bool:
        return day is not None and period.since <= day < period.until

    received = [f for f in files if inside(f.received_on)]
    closed = [f for f in files if inside(f.closed_on)]
    counted: dict[str, object] = {
        "received": len(received),
        "handled": len(closed),
        "open_at_end": sum(1 for f in files if _open_on(f, period.until)),
        "received_by_channel": _by(received, lambda f: f.channel),
        "received_by_month": _by(received, lambda f: f"{f.received_on:%Y-%m}"),
        "handled_by_month": _by(closed, lambda f: f"{f.closed_on:%Y-%m}"),
        "open_at_end_by_month": {
            f"{month:%Y-%m}": n
            for month in period.months()
            if (n := sum(1 for f in files if _open_on(f, min(_next(month), period.until))))
        },
        "reopened": _dated(files, "reopened", inside),
        "withdrawn": _dated(files, "withdrawn", inside),
    }
    for by, kinds in CUT_BY.items():
        if by != "outcome":
            counted[f"received_by_{by}"] = _by(
                (f for f in received if f.kind in kinds), lambda f, by=by: getattr(f, by)
            )
        if by in ("type", "outcome"):
            counted[f"handled_by_{by}"] = _by(
                (f for f in closed if f.kind in kinds), lambda f, by=by: getattr(f, by)
            )
    for figure, codes in CODES.items():
        counted[figure] = sum(
            1 for f in files for code, day, gone in f.decisions if code in codes and inside(day) and not gone
        )
    return (
        counted | _deadlines(files, inside, today) | _durations(files, inside) | _cards(world, reader, inside)
    )


def _open_on(file: File, day: date) -> bool:
    return file.received_on < day and (file.closed_on is None or file.closed_on >= day)


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _by(rows: Iterable[object], key: Callable[..., str]) -> dict[str, int]:
    return dict(Counter(key(row) for row in rows))


def _dated(files: list[File], wanted: str, inside: Callable[[date | None], bool]) -> int:
    # Disclosures declare no facts to count.
    return sum(
        1
        for f in files
        if f.kind != "disclosure"
        for code, day, gone in f.facts
        if code == wanted and inside(day) and not gone
    )


def _deadlines(files: list[File], inside: Callable[[date | None], bool], today: date) -> dict[str, object]:
    def day(due: Due) -> date | None:
        if due.against_other or due.status in ("suspended", "cancelled"):
            return None
        if due.status == "open":
            return due.measured_on if due.measured_on < today else None
        return due.settled_on

    dues = [d for f in files for d in f.dues if inside(day(d))]
    met, late = [d for d in dues if d.status == "met"], [d for d in dues if d.status != "met"]
    replies = [d for d in late if d.rule.endswith(".reply")]
    warned = [
        d for f in files for d in f.dues if d in replies and d.rule == "interventions.reply" and d.warned
    ]
    return {
        "kept": len(met),
        "missed": len(late),
        "kept_rate": len(met) * 100 // len(dues) if dues else None,
        "kept_by_month": _by(met, lambda d: f"{day(d):%Y-%m}"),
        "missed_by_month": _by(late, lambda d: f"{day(d):%Y-%m}"),
        "kept_by_rule": _by(met, lambda d: d.rule),
        "missed_by_rule": _by(late, lambda d: d.rule),
        "acknowledged_in_time": sum(1 for d in met if d.rule.endswith(".acknowledgment")),
        "acknowledged_late": sum(1 for d in late if d.rule.endswith(".acknowledgment")),
        "answered_in_time": sum(1 for d in met if d.rule.endswith(".reply")),
        "late_with_notice": len(warned),
        "late_without_notice": len(replies) - len(warned),
        "late_with_notice_by_rule": _by(warned, lambda d: d.rule),
        "running_by_rule": _by(
            (
                d
                for f in files
                for d in f.dues
                if d.status == "open" and not d.against_other and d.measured_on >= today
            ),
            lambda d: d.rule,
        ),
    }


def _durations(files: list[File], inside: Callable[[date | None], bool]) -> dict[str, object]:
    settled = [
        d
        for f in files
        for d in f.dues
        if d.status in ("met", "late") and not d.against_other and inside(d.settled_on)
    ]
    found: dict[str, object] = {}
    for code, ending in (("acknowledge", ".acknowledgment"), ("reply", ".reply")):
        days = [_days(d) for d in settled if d.rule.endswith(ending)]
        found[f"median_days_to_{code}"], found[f"p90_days_to_{code}"] = _share(days, 0.5), _share(days, 0.9)
    days = [(f.closed_on - f.received_on).days for f in files if f.closed_on and inside(f.closed_on)]
    found["median_days_to_close"], found["p90_days_to_close"] = _share(days, 0.5), _share(days, 0.9)
    rules = {d.rule for d in settled}
    for name, share in (("median", 0.5), ("p90", 0.9)):
        found[f"{name}_days_by_rule"] = {
            r: of_rule
            for r in rules
            if (of_rule := _share([_days(d) for d in settled if d.rule == r], share))
        }
    return found


def _days(due: Due) -> int:
    assert due.settled_on is not None
    return (due.settled_on - due.starts_on).days


def _share(days: list[int], share: float) -> float | None:
    """The value below which this share of the days falls, between two neighbours in proportion."""
    if not days:
        return None
    ordered, place = sorted(days), share * (len(days) - 1)
    low = int(place)
    high = min(low + 1, len(days) - 1)
    return round(ordered[low] + (ordered[high] - ordered[low]) * (place - low), 1)


def _cards(world: World, reader: str, inside: Callable[[date | None], bool]) -> dict[str, object]:
    cards = [
        c
        for c in world.cards
        if reader in COUNTS_CARDS and c.compartment == "office" and not c.withdrawn and inside(c.noted_on)
    ]
    return {
        "cards": len(cards),
        "cards_by_theme": _by(cards, lambda c: c.theme),
        "cards_by_order": _by(cards, lambda c: c.order),
    }
