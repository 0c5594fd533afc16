"""Sealed pieces as rows: dates, medium, to whom, and when they were handed over; nothing of what they hold.

For the mail room and for the page of what was sealed.
"""

from collections.abc import Iterable

from django.utils import timezone

from egide.modules.correspondence.models import Medium, SealedPiece, SealedTo
from egide.ui import formats
from egide.ui.pages import Cell, Column, Table


def sealed_table(pieces: Iterable[SealedPiece]) -> Table | None:
    """Will list sealed pieces: dates, medium, hand-over."""
    rows = tuple(
        (
            Cell(
                text=piece.number,
                detail=f"{str(Medium(piece.medium).label).capitalize()}, reçu le {formats.day(piece.received_on)}, "
                f"bureau de {piece.site.name}",
            ),
            Cell(text=str(SealedTo(piece.addressed_to).label)),
            Cell(text=f"Remis à {piece.handed_to}", detail=handed(piece)),
        )
        for piece in pieces
    )
    columns = (Column(label="Pli", narrow=True), Column(label="Adressé à"), Column(label="Remise"))
    return Table(caption="Plis scellés", columns=columns, rows=rows, caption_hidden=False) if rows else None


def handed(piece: SealedPiece) -> str:
    """Will say when a sealed piece was handed over, and whether its addressee confirmed it."""
    at = timezone.localtime(piece.handed_at)
    said = f"le {formats.day(at.date())} à {at.hour}\u00a0h\u00a0{at.minute:02d}"
    if piece.acknowledged_at is None:
        return f"{said}; réception à confirmer"
    confirmed = formats.day(timezone.localdate(piece.acknowledged_at))
    return f"{said}; réception confirmée le {confirmed} par {piece.acknowledged_by}"
