"""The moves of a dossier as its journal tells them: the source of replay, undo and the process map's times.

Read from the journal alone; the stored state is what they are compared with.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from egide.kernel.dossiers.models import Dossier
from egide.law.lifecycles import UNDO, Passage
from egide.platform.journal.append import dossier_chain
from egide.platform.journal.history import data_of
from egide.platform.journal.models import Event

Recorded = tuple[int, datetime, str, str]
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


def recorded_moves(dossier: Dossier) -> "QuerySet[Event, Recorded]":
    """Will select what `moves_of` reads, for a page that asks several things at once."""
    rows = Event.objects.filter(chain=dossier_chain(dossier.pk), code__in=[MOVED, UNDONE]).order_by("seq")
    return rows.values_list("seq", "recorded_at", "code", "body")


def all_moves(dossier: Dossier) -> list[Move]:
    """Will return every recorded move, undos included, in order."""
    return [move_of(*row) for row in recorded_moves(dossier)]


def standing_moves(dossier: Dossier) -> list[Move]:
    """Will return the moves that no undo took back, in order."""
    return moves_of(recorded_moves(dossier))


def moves_of(rows: Iterable[Recorded]) -> list[Move]:
    """Will read the standing moves from what `recorded_moves` selected."""
    return still_standing(move_of(*row) for row in rows)


def still_standing(moves: Iterable[Move]) -> list[Move]:
    """Will leave out the moves that an undo took back, and the undos; in order."""
    standing: list[Move] = []
    for move in moves:
        if move.undo:
            del standing[-1:]  # an undo of nothing is for verification to tell, not to fail on
        else:
            standing.append(move)
    return standing


def data_since(dossier: Dossier, move: Move, *, codes: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Will give the data of the entries of these codes that the journal holds after the move, in order."""
    rows = Event.objects.filter(chain=dossier_chain(dossier.pk), code__in=list(codes), seq__gt=move.seq)
    yield from (data_of(body) for body in rows.order_by("seq").values_list("body", flat=True))


def move_of(seq: int, at: datetime, code: str, body: str) -> Move:
    """Will read one recorded move from its entry."""
    data = data_of(body)
    return Move(
        transition=data["transition"],
        source=data["from"],
        target=data["to"],
        at=at,
        seq=seq,
        effects=tuple(data.get("effects", ())),
        undo=code == UNDONE,
    )
