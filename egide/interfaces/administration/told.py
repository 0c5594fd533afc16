"""Which deadlines somebody was already told of: their date does not move by itself.

A clock that runs against someone else was told when it began; a date of the Office, when a letter that left prints it.
"""

from collections.abc import Sequence

from egide.kernel.deadlines.proposals import Move
from egide.kernel.letters.models import LEFT, Letter
from egide.law.dates_fr import plain_date
from egide.ui import formats

BATCH = 500


def told(moves: Sequence[Move]) -> frozenset[int]:
    """Will return the keys of the deadlines whose present date somebody was told, in one query a batch."""
    known = {move.due.pk for move in moves if move.due.runs_against_other}
    for first in range(0, len(moves), BATCH):
        some = moves[first : first + BATCH]
        bodies: dict[int, list[str]] = {}
        letters = Letter.objects.filter(dossier_id__in={move.due.dossier_id for move in some}, state__in=LEFT)
        for dossier, body in letters.values_list("dossier_id", "body"):
            bodies.setdefault(dossier, []).append(body.replace(formats.NBSP, " "))
        known |= {move.due.pk for move in some if _printed(move, bodies.get(move.due.dossier_id, ()))}
    return frozenset(known)


def _printed(move: Move, bodies: Sequence[str]) -> bool:
    days = {plain_date(day).replace(formats.NBSP, " ") for day in (move.due.measured_on, move.due.due_date)}
    return any(day in body for body in bodies for day in days)
