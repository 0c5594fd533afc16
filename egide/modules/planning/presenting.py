"""The figures of a report as rows of words, the same for its screen, its PDF and its workbook.

Finished words; small numbers hidden when asked. No query here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from egide.kernel.statistics.figures import DAYS, PERCENT
from egide.kernel.statistics.measuring import Measured
from egide.modules.planning.counting import StreamFigures
from egide.modules.planning.giving_back import also_said, given_back, words_of
from egide.modules.planning.law import SMALLEST_SHOWN
from egide.modules.planning.masking import HIDDEN, Value, masked
from egide.ui import formats

NONE = "—"
TOO_FEW = "Trop peu de dossiers pour montrer ce tableau"
FLOWS = ("received", "handled", "open_at_end")  # from one period to the next, two of them give the third
ENDS = ("concluded", "not_admissible")
RULED = ("kept_by_rule", "missed_by_rule")
NAMED = 3  # rows that count as much, named rather than counted


@dataclass(frozen=True, kw_only=True)
class Line:
    """A figure or a row of one: its words, its value, the value of the period before, how much it moved."""

    label: str
    value: Value
    shown: str
    before: str = ""
    change: str = ""
    definition: str = ""


@dataclass(frozen=True, kw_only=True)
class Cut:
    """A figure cut by something: one row for each, its total, whether cells were hidden."""

    code: str
    label: str
    rows: tuple[Line, ...]
    total: str
    hidden: bool


@dataclass(frozen=True, kw_only=True)
class Told:
    """A stream as it is read: totals, the three results of its delays, its cuts."""

    code: str
    label: str
    totals: tuple[Line, ...]
    delays: tuple[Line, ...]
    cuts: tuple[Cut, ...]


def told(figures: StreamFigures, *, hide: bool) -> Told:
    """Will put a stream in words; `hide` replaces cells under five in the cuts, and the totals of a discreet one.

    A single number that would give a hidden cell back hides with it.
    """
    discreet = hide and figures.stream.discreet
    hidden, past = (_hidden(figures), frozenset[str]()) if discreet else hidden_singles(figures, hide=hide)
    return Told(
        code=figures.stream.code,
        label=figures.stream.label,
        totals=_lines(figures, figures.stream.totals, hidden, past, compared=not discreet),
        delays=_lines(figures, figures.stream.delays, hidden, past, compared=not discreet),
        cuts=tuple(
            _too_few(one)
            if discreet and _bares(one, hidden)
            else _cut(one, figures.previous(one.code), also_said(figures.stream, one.code), hide=hide)
            for code in figures.stream.cuts
            if (one := figures.of(code)) is not None
        ),
    )


def hidden_singles(figures: StreamFigures, *, hide: bool) -> tuple[frozenset[str], frozenset[str]]:
    """Will return the single numbers that hide with a cell of a table: those of the period, of the period before."""
    if not hide:
        return frozenset(), frozenset()
    return given_back(figures.stream, figures.now), given_back(figures.stream, figures.before)


def shown(value: Value, unit: str = "") -> str:
    """Will write a value: a whole number, one decimal for a duration, a percentage."""
    if value is None:
        return NONE
    if unit == "%":
        return formats.percent(value, 1)
    return formats.number(value) if float(value).is_integer() else formats.number(value, 1)


def foremost(rows: Sequence[Line]) -> str:
    """Will say which row counts most, whatever the order of the table; all of them when several count as much."""
    most = max(row.value or 0 for row in rows)
    if not most:
        return f"{rows[0].label} ({rows[0].shown})"
    named = [row.label for row in rows if row.value == most]
    if len(named) == 1:
        return f"{named[0]} ({shown(most)})"
    if len(named) > NAMED:
        return f"{len(named)} à égalité ({shown(most)} chacun)"
    return f"{formats.listing(named)} ({shown(most)} chacun)"


def moved(value: Value, before: Value) -> str:
    """Will write the difference with the period before, with its sign; nothing when there is none to make."""
    if value is None or before is None:
        return ""
    gap = value - before
    if not gap:
        return "="
    return f"{'+' if gap > 0 else '−'}{shown(abs(gap))}"


def _hidden(figures: StreamFigures) -> frozenset[str]:
    """The single numbers that may point at one person, and what would give them back."""
    found = {
        one.code
        for one in figures.now
        if not one.by and one.unit not in (PERCENT, DAYS) and 0 < (one.total or 0) < SMALLEST_SHOWN
    }
    if found.intersection(FLOWS):
        flows = [one for one in figures.now if one.code in FLOWS]
        words = masked([one.total for one in flows]) or (HIDDEN,) * len(flows)
        found.update(one.code for one, word in zip(flows, words, strict=True) if word)
    # What was closed is concluded or not admissible: one that is shown tells the other.
    if found.intersection(ENDS):
        found.update(one.code for one in figures.now if one.code in ENDS)
    # The middle of a few durations is somebody's own.
    if found.intersection(("received", "handled")):
        found.update(one.code for one in figures.now if one.unit == DAYS)
    # A rate and what was kept tell what was missed.
    if any(one.code in RULED and 0 < (one.total or 0) < SMALLEST_SHOWN for one in figures.now):
        found.update(one.code for one in figures.now if one.unit == PERCENT)
    return frozenset(found)


def _bares(one: Measured, hidden: frozenset[str]) -> bool:
    """The rows of a cut add up to its total: one that is hidden, or small, hides them all."""
    return one.code.partition("_by_")[0] in hidden or 0 < (one.total or 0) < SMALLEST_SHOWN


def _too_few(one: Measured) -> Cut:
    only = Line(label=TOO_FEW, value=None, shown=HIDDEN)
    return Cut(code=one.code, label=one.label, rows=(only,), total=HIDDEN, hidden=True)


def _lines(
    figures: StreamFigures,
    codes: Sequence[str],
    hidden: frozenset[str],
    past_hidden: frozenset[str],
    *,
    compared: bool,
) -> tuple[Line, ...]:
    lines = []
    for code in codes:
        one, past = figures.of(code), figures.previous(code)
        if one is None:
            continue
        if code in hidden:
            lines.append(Line(label=one.label, value=None, shown=HIDDEN, definition=one.definition))
            continue
        # What an earlier report hid, this one does not tell.
        closed = code in past_hidden
        before = past.total if past and compared and not closed else None
        lines.append(
            Line(
                label=one.label,
                value=one.total,
                shown=shown(one.total, one.unit),
                before=HIDDEN if closed else shown(before, one.unit) if compared else "",
                change=moved(one.total, before),
                definition=one.definition,
            )
        )
    return tuple(lines)


def _cut(one: Measured, past: Measured | None, said: Mapping[str, object], *, hide: bool) -> Cut:
    rows = [row for row in one.rows if row.value]
    words = words_of(rows, said) if hide else ("",) * len(rows)
    if words is None:
        only = Line(label=TOO_FEW, value=None, shown=HIDDEN)
        total = shown(one.total, one.unit)
        return Cut(code=one.code, label=one.label, rows=(only,), total=total, hidden=True)
    earlier = {row.key: row.value for row in past.rows} if past else {}
    # The order of the values would tell which hidden one is the greater.
    told_rows = sorted(
        zip(rows, words, strict=True), key=lambda each: (bool(each[1]), each[1] and each[0].label)
    )
    return Cut(
        code=one.code,
        label=one.label,
        total=shown(one.total, one.unit),
        hidden=any(words),
        rows=tuple(
            Line(
                label=row.label[:1].upper() + row.label[1:],
                value=None if word else row.value,
                shown=word or shown(row.value, one.unit),
                # Of a hidden cell, the earlier one would tell as much.
                before="" if hide else shown(earlier.get(row.key, 0), one.unit),
            )
            for row, word in told_rows
        ),
    )
