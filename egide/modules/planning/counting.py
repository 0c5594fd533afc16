"""The figures of a report: counted now, frozen as data, thawed, and counted again to be compared.

A report is the Office's, not its reader's: each stream is counted over its whole compartment, by the system, for
whoever works there. Only totals come out. Another compartment's are poured by someone of it (releasing.py).
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from egide.kernel import registry
from egide.kernel.measures.queries import MeasureRow, measures_between
from egide.kernel.statistics.measuring import Measured, Period, measure
from egide.law.access import Scope
from egide.modules.planning.access import KIND
from egide.modules.planning.periods import ReportPeriod
from egide.modules.planning.streams import BY_CODE, STREAMS, Stream, offered
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Compartment

COUNTER = "scheduler"  # the service that reads every dossier of a compartment, and no other place
KEPT_THERE = "Mesure d’un autre compartiment (son texte y reste)"
Frozen = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class StreamFigures:
    """One stream counted: its figures, the same for the period before, its corrective measures, when, by whom."""

    stream: Stream
    now: tuple[Measured, ...]
    before: tuple[Measured, ...]
    measures: tuple[MeasureRow, ...]
    counted_at: datetime
    counted_by: str

    def of(self, code: str) -> Measured | None:
        """Will return a figure of the period."""
        return next((one for one in self.now if one.code == code), None)

    def previous(self, code: str) -> Measured | None:
        """Will return the same figure of the period before."""
        return next((one for one in self.before if one.code == code), None)

    def poured(self) -> "StreamFigures":
        """Will return what may leave its compartment: of a measure, its unit, days and state, and no word of it."""
        bare = (replace(row, number="", text=KEPT_THERE, owner="") for row in self.measures)
        return replace(self, measures=tuple(bare))

    def frozen(self) -> Frozen:
        """Will return the whole as plain JSON values."""
        return {
            "stream": self.stream.code,
            "now": [one.frozen() for one in self.now],
            "before": [one.frozen() for one in self.before],
            "measures": [_plain(row) for row in self.measures],
            "counted_at": self.counted_at.isoformat(),
            "counted_by": self.counted_by,
        }

    @classmethod
    def thaw(cls, kept: Mapping[str, Any]) -> "StreamFigures":
        """Will return the figures that `frozen` kept."""
        return cls(
            stream=BY_CODE[kept["stream"]],
            now=tuple(Measured.thaw(one) for one in kept["now"]),
            before=tuple(Measured.thaw(one) for one in kept["before"]),
            measures=tuple(_row(one) for one in kept["measures"]),
            counted_at=datetime.fromisoformat(kept["counted_at"]),
            counted_by=kept["counted_by"],
        )


def may_count(actor: Actor, stream: Stream, *, home: str) -> bool:
    """Will tell whether the actor may let this stream's totals out: any reader of the report for its own
    compartment, and for another one, someone whose role reads the whole of that stream there.
    """
    if stream.compartment == home:
        return True
    rules = registry.policy_of_kind(stream.kind).rules_for("read")
    whole = {rule.role.code for rule in rules if rule.scope is Scope.COMPARTMENT}
    return any(a.role in whole and a.compartment_code == stream.compartment for a in actor.roles)


def count(stream: Stream, period: ReportPeriod, *, by: str, now: datetime) -> StreamFigures:
    """Will count a stream over its compartment, for the period and for the one before."""
    place = Compartment.objects.get(code=stream.compartment)
    with acting_as(service(COUNTER, compartment_id=place.pk)):
        return StreamFigures(
            stream=stream,
            now=_measured(stream, period, now),
            before=_measured(stream, period.before, now),
            measures=_measures(stream, period),
            counted_at=now,
            counted_by=by,
        )


def freeze(figures: Sequence[StreamFigures]) -> tuple[Frozen, str]:
    """Will return the figures as data, in the declared order, and the hash of that data."""
    in_order = sorted(figures, key=lambda one: STREAMS.index(one.stream))
    kept = {"streams": [one.frozen() for one in in_order]}
    return kept, sha256(kept)


def thawed(kept: Mapping[str, Any]) -> tuple[StreamFigures, ...]:
    """Will return the figures of an edition."""
    return tuple(StreamFigures.thaw(one) for one in kept["streams"])


def sha256(kept: Mapping[str, Any]) -> str:
    """Will return the hash of frozen figures: the same data, whatever the order of its keys, gives the same."""
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _measured(stream: Stream, period: ReportPeriod, now: datetime) -> tuple[Measured, ...]:
    half_open = Period(period.since, period.until)
    return measure(codes=stream.figures, kinds=(stream.kind,), period=half_open, as_of=now)


def _measures(stream: Stream, period: ReportPeriod) -> tuple[MeasureRow, ...]:
    # The measures that reports themselves asked for stand with the first stream of their house.
    kinds = (stream.kind, KIND) if stream == offered(stream.home)[0] else (stream.kind,)
    return measures_between(kinds=kinds, period_since=period.since, period_until=period.until)


def _plain(row: MeasureRow) -> Frozen:
    return {
        name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(row).items()
    }


def _row(kept: Mapping[str, Any]) -> MeasureRow:
    values = dict(kept)
    for name in ("proposed_on", "due_on", "next_on", "done_on"):
        values[name] = values[name] and date.fromisoformat(values[name])
    return MeasureRow(**values)
