"""What verification reads of many dossiers at once: their rows and what their journal tells, in a handful of questions.

Serves replaying.py and retelling.py, which compare the two and ask nothing more, however many dossiers there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from egide.kernel import registry
from egide.kernel.deadlines.models import CalendarVersion, DueDate, FactRecord
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.passages import MOVED, UNDONE, Move, Recorded, move_of
from egide.kernel.records.models_keeping import Keeping
from egide.kernel.records.schedule import kept_rules
from egide.law.retention import RetentionRule
from egide.platform.database.pictures import one_picture
from egide.platform.journal.append import dossier_chain
from egide.platform.journal.history import data_of
from egide.platform.journal.models import Event

BATCH = 1000  # dossiers in memory at a time: some tens of megabytes, whatever their number
# What dated a dossier anew without a move: an event, another version accepted, another class, an undo.
RECORD = ("records.dated", "records.accepted", "dossier.reclassified", "records.restored")
PREFIXES = ("deadline.", "fact.", "letter.")
_MOVES = (MOVED, UNDONE)
_REPLAYED = Q(code__in=[*_MOVES, *RECORD]) | Q(
    *(("code__startswith", one) for one in PREFIXES), _connector=Q.OR
)
_COLUMNS = (
    "kind", "number", "state", "entered_at", "opened_at",
    "retention_series", "closed_on", "active_until", "semi_active_until", "disposition",
)  # fmt: skip

Columns = dict[str, str]
Entry = tuple[int, str, dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One dossier with its rows and the entries of its journal, in order.

    `facts` are those that stand. `kept` is what the columns of its module hold and held at first, if it keeps any.
    `recomputed` is shared by the batch: what was said of a deadline that started the same day under the same rule.
    """

    dossier: Dossier
    moves: Sequence[Move]
    entries: Sequence[Entry]
    dues: Sequence[DueDate]
    facts: Sequence[tuple[str, date]]
    letters: Sequence[tuple[int, str, str]]
    keeping: Keeping | None
    rule: RetentionRule | None
    kept: tuple[Columns, Columns] | None
    recomputed: dict[tuple[object, ...], bool]


def batches(number: str | None = None) -> Iterator[list[Gathered]]:
    """Will read every dossier, or one, in the order they were opened; each batch as it stands at one instant."""
    rows = Dossier.objects.only(*_COLUMNS).order_by("pk")
    if number:
        rows = rows.filter(number=number.upper())
    last = 0
    while True:
        with one_picture():
            found = gather(list(rows.filter(pk__gt=last)[:BATCH]))
        yield found
        if len(found) < BATCH:
            return
        last = found[-1].dossier.pk


def gather(dossiers: Sequence[Dossier]) -> list[Gathered]:
    """Will read what these dossiers are compared with; the questions are as many for one as for a thousand."""
    if not dossiers:
        return []
    ids = [dossier.pk for dossier in dossiers]
    entries, kept = _entries(ids), _kept(dossiers)
    dues = _by_dossier((due.dossier_id, due) for due in _dues(ids))
    facts = _by_dossier((key, (code, day)) for key, code, day in _facts(ids))
    letters = _by_dossier((key, (rank, state, sha256)) for key, rank, state, sha256 in _letters(ids))
    keepings = {keeping.dossier_id: keeping for keeping in Keeping.objects.filter(dossier_id__in=ids)}
    rules = kept_rules((keeping.series, keeping.schedule_id) for keeping in keepings.values())
    recomputed: dict[tuple[object, ...], bool] = {}
    return [
        Gathered(
            dossier=dossier,
            moves=[move_of(*row) for row in entries[dossier.pk] if row[2] in _MOVES],
            entries=[
                (seq, code, data_of(body)) for seq, _, code, body in entries[dossier.pk] if code not in _MOVES
            ],
            dues=dues[dossier.pk],
            facts=facts[dossier.pk],
            letters=letters[dossier.pk],
            keeping=(keeping := keepings.get(dossier.pk)),
            rule=rules[keeping.series, keeping.schedule_id] if keeping else None,
            kept=kept.get(dossier.pk),
            recomputed=recomputed,
        )
        for dossier in dossiers
    ]


def _entries(ids: Sequence[int]) -> dict[int, list[Recorded]]:
    chains = {dossier_chain(key): key for key in ids}
    rows = Event.objects.filter(_REPLAYED, chain__in=list(chains)).order_by("chain", "seq")
    told = rows.values_list("chain", "seq", "recorded_at", "code", "body")
    return _by_dossier((chains[chain], entry) for chain, *entry in told)


def _dues(ids: Sequence[int]) -> Iterator[DueDate]:
    rows = DueDate.objects.filter(dossier_id__in=ids).select_related("fact")
    dues = list(rows.order_by("dossier_id", "rank"))
    versions = CalendarVersion.objects.in_bulk({due.calendar_id for due in dues})
    for due in dues:
        due.calendar = versions[due.calendar_id]
        yield due


def _facts(ids: Sequence[int]) -> Iterable[tuple[int, str, date]]:
    rows = FactRecord.objects.filter(dossier_id__in=ids, withdrawn_at=None)
    return rows.values_list("dossier_id", "code", "occurred_on")


def _letters(ids: Sequence[int]) -> Iterable[tuple[int, int, str, str]]:
    rows = Letter.objects.filter(dossier_id__in=ids).order_by("dossier_id", "rank")
    return rows.values_list("dossier_id", "rank", "state", "sha256")


def _kept(dossiers: Iterable[Dossier]) -> dict[int, tuple[Columns, Columns]]:
    # One question for each module that keeps columns: there are two.
    keeping: dict[str, list[int]] = defaultdict(list)
    for dossier in dossiers:
        if path := registry.module_of_kind(dossier.kind).kept:
            keeping[path].append(dossier.pk)
    return {
        key: columns for path, ids in keeping.items() for key, columns in registry.resolve(path)(ids).items()
    }


def _by_dossier(rows: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for key, row in rows:
        found[key].append(row)
    return found
