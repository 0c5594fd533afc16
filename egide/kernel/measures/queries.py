"""What others read of measures: those of a period for a report, how many are late, those of a person.

Only of dossiers that the current actor may read; the walls do the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from egide.kernel.gate.visibility import visible
from egide.kernel.measures.models import OPEN, RUNNING, Measure
from egide.platform.accounts.acting import current_actor
from egide.platform.accounts.actors import Actor


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """A measure as a report prints it; `number` is its dossier's, `owner` empty when the unit alone answers."""

    number: str
    kind: str
    rank: int
    text: str
    source: str
    unit: str
    owner: str
    proposed_on: date
    due_on: date
    next_on: date | None
    state: str
    done_on: date | None
    effect: str

    def is_late(self, day: date) -> bool:
        """Will tell whether something was expected before that day and did not come."""
        return self.next_on is not None and self.next_on < day


def measures_between(
    *, kinds: Sequence[str], period_since: date, period_until: date
) -> tuple[MeasureRow, ...]:
    """Will return the measures of dossiers of these kinds that were proposed before `period_until` (excluded)
    and had not ended before `period_since`, oldest first; state, source and effect in French words, as of today.
    """
    touched = Measure.objects.filter(proposed_on__lt=period_until).filter(
        Q(ended_on=None) | Q(ended_on__gte=period_since)
    )
    rows = _readable(touched, current_actor()).filter(dossier__kind__in=list(kinds))
    named = rows.select_related("dossier", "unit", "owner").order_by("proposed_on", "dossier__number", "rank")
    return tuple(_row(measure) for measure in named)


def overdue_count(*, kinds: Sequence[str] | None = None, today: date) -> int:
    """Will count the measures whose next day (due date, or check of the effect) is past."""
    rows = _readable(Measure.objects.filter(state__in=OPEN, next_on__lt=today), current_actor())
    return (rows if kinds is None else rows.filter(dossier__kind__in=list(kinds))).count()


def measures_of(actor: Actor) -> "QuerySet[Measure]":
    """Will return the measures of the dossiers that the actor may read."""
    return _readable(Measure.objects.all(), actor)


def mine_due(actor: Actor, *, until: date) -> "QuerySet[Measure]":
    """Will return the measures that the actor answers for, or for whom they stand in, due by that day."""
    own = Measure.objects.filter(
        owner_id__in=sorted(actor.stands_for()), state__in=RUNNING, next_on__lte=until
    )
    return _readable(own, actor).select_related("dossier", "unit").order_by("next_on", "pk")


def _readable(rows: "QuerySet[Measure]", actor: Actor) -> "QuerySet[Measure]":
    return rows.filter(dossier__in=visible(actor))


def _row(measure: Measure) -> MeasureRow:
    return MeasureRow(
        number=measure.dossier.number,
        kind=measure.dossier.kind,
        rank=measure.rank,
        text=measure.text,
        source=measure.get_source_display(),
        unit=measure.unit.name,
        owner=measure.owner.full_name if measure.owner else "",
        proposed_on=measure.proposed_on,
        due_on=measure.due_on,
        next_on=measure.next_on,
        state=measure.get_state_display(),
        done_on=measure.done_on,
        effect=measure.get_effect_display() if measure.effect else "",
    )
