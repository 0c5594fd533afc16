"""The moves of a dossier as its journal tells them: the source of replay, undo and the process map's times.

Read from the journal alone; the stored state is what they are compared with.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from egide.kernel.dossiers.models import Dossier
from egide.law.lifecycles import UNDO, Passage
from egide.platform.journal.append import dossier_chain
from egide.platform.journal.history import data_of
from egide.platform.journal.models import Event

MOVED, UNDONE = "lifecycle.moved", "lifecycle.undone"


@dataclass(frozen=True, kw_only=True)
class Move:
    """One recorded transition."""

    transition: str
    source: str
    target: str
    at: datetime
    seq: int
    effects: tuple[dict[str, Any], ...] = ()
    undo: bool = False

    @property
    def passage(self) -> Passage:
        """The move in the words of law/replays.py."""
        return Passage(
            transition=UNDO if self.undo else self.transition, source=self.source, target=self.target
        )


def all_moves(dossier: Dossier) -> list[Move]:
    """Will return every recorded move, undos included, in order."""
    rows = Event.objects.filter(chain=dossier_chain(dossier.pk), code__in=[MOVED, UNDONE]).order_by("seq")
    return [_move(row) for row in rows]


def standing_moves(dossier: Dossier) -> list[Move]:
    """Will return the moves that no undo took back, in order."""
    standing: list[Move] = []
    for move in all_moves(dossier):
        if move.undo:
            standing.pop()
        else:
            standing.append(move)
    return standing


def data_since(dossier: Dossier, move: Move, *, codes: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Will give the data of the entries of these codes that the journal holds after the move, in order."""
    rows = Event.objects.filter(chain=dossier_chain(dossier.pk), code__in=list(codes), seq__gt=move.seq)
    yield from (data_of(body) for body in rows.order_by("seq").values_list("body", flat=True))


def _move(row: Event) -> Move:
    data = data_of(row.body)
    return Move(
        transition=data["transition"],
        source=data["from"],
        target=data["to"],
        at=row.recorded_at,
        seq=row.seq,
        effects=tuple(data.get("effects", ())),
        undo=row.code == UNDONE,
    )
