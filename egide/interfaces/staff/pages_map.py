"""The process map of a dossier: its stations, the days spent in each, and the usual median.

Drawn from the journal's moves and the declared main line; it decides nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils import timezone

from egide.interfaces.staff.keyset import ORDERS, first_of
from egide.interfaces.staff.kinds import lifecycle_of_kind
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import places, visible
from egide.kernel.lifecycle.durations import SAMPLE, observing, stays
from egide.kernel.lifecycle.passages import Move
from egide.law.lifecycles import Lifecycle
from egide.platform.accounts.actors import Actor
from egide.platform.database.together import ANY, Prepared, prepare
from egide.ui import formats
from egide.ui.pages import Station


@dataclass(frozen=True, kw_only=True)
class Stay:
    """One stay in a state; `until` is None while it lasts."""

    state: str
    since: datetime
    until: datetime | None


def usual_days(actor: Actor, dossier: Dossier) -> dict[str, int]:
    """Will return the median days that other visible dossiers of the kind spent in each state; one statement."""
    found = stays(_written(actor, dossier.kind).read({ANY: dossier.pk})[0])
    return {state: round(stay.median) for state, stay in found.items() if stay.median is not None}


@lru_cache(maxsize=256)
def _written(actor: Actor, kind: str) -> Prepared:
    others = visible(actor, kind=kind).exclude(pk=ANY)
    return prepare(
        observing(first_of(others, places(actor, kind=kind), ORDERS["newest", False], limit=SAMPLE))
    )


def stations(
    dossier: Dossier, moves: Sequence[Move], usual: Mapping[str, int], *, now: datetime
) -> tuple[Station, ...]:
    """Will draw the line: where the dossier has been, where it is, what is still ahead of it."""
    lifecycle = lifecycle_of_kind(dossier.kind)
    stays = _stays(dossier, moves)
    line = _line(lifecycle, dossier.state, stays)
    here = line.index(dossier.state)
    return tuple(
        Station(
            label=lifecycle.state(code).label,
            state="here" if n == here else "done" if n < here else "ahead",
            detail="" if n > here else _detail(lifecycle, code, stays, usual, now),
        )
        for n, code in enumerate(line)
    )


def _stays(dossier: Dossier, moves: Sequence[Move]) -> list[Stay]:
    first = moves[0].source if moves else dossier.state
    entries = [(first, dossier.opened_at)] + [(m.target, m.at) for m in moves if m.target != m.source]
    ends = [at for _, at in entries[1:]] + [None]
    return [Stay(state=state, since=at, until=end) for (state, at), end in zip(entries, ends, strict=True)]


def _line(lifecycle: Lifecycle, current: str, stays: Sequence[Stay]) -> list[str]:
    """The main line without what can no longer be reached; side states stand after the state they left."""
    visited = {stay.state for stay in stays} | {current}
    reached = visited | _ahead(lifecycle, current)
    line = [code for code in lifecycle.main_line if code in reached]
    before = ""
    for state in [stay.state for stay in stays] + [current]:
        if state not in line:
            line.insert(line.index(before) + 1 if before in line else len(line), state)
        before = state
    return line


def _ahead(lifecycle: Lifecycle, current: str) -> set[str]:
    found, waiting = set[str](), [current]
    while waiting:
        for transition in lifecycle.leaving(waiting.pop()):
            if not transition.reopens and transition.target not in found:
                found.add(transition.target)
                waiting.append(transition.target)
    return found


def _detail(
    lifecycle: Lifecycle, code: str, stays: Sequence[Stay], usual: Mapping[str, int], now: datetime
) -> str:
    own = [stay for stay in stays if stay.state == code]
    if not own:
        return ""
    last = own[-1]
    today = timezone.localdate(now)
    if last.until is None:
        if lifecycle.state(code).final:
            return f"le {formats.short_day(timezone.localdate(last.since), today=today)}"
        days = _days(last.since, now)
        return f"depuis {days}{formats.NBSP}j" if days else "depuis aujourd’hui"
    spent = sum(_days(stay.since, stay.until or now) for stay in own)
    if not spent:
        return formats.short_day(timezone.localdate(own[0].since), today=today)
    words = f"{spent}{formats.NBSP}j"
    return f"{words}, d’habitude {usual[code]}{formats.NBSP}j" if code in usual else words


def _days(since: datetime, until: datetime) -> int:
    return (timezone.localdate(until) - timezone.localdate(since)).days
