"""What the scanner’s screen no longer needs: the whole file, pictures and first words of pieces that were filed.

The document lives in its dossier, by its own rule; a copy kept here would outlive a lawful destruction.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from egide.kernel.dossiers.models import Dossier
from egide.kernel.scans.models import PieceState, ScannedBatch, ScannedPiece
from egide.platform.storage.destruction import destroy

KEPT = timedelta(days=30)  # after the last piece was filed: time to see that one was cut badly
DECISION = "numerisation-versee"  # what the register of destructions says of such a copy


def forget_filed(*, now: datetime) -> int:
    """Will let go of what was filed long enough ago, and return how many whole files went."""
    old = ScannedPiece.objects.filter(state=PieceState.FILED, handled_at__lt=now - KEPT)
    _forget(old.exclude(words="", thumbnail=None), now)
    left = ScannedPiece.objects.exclude(state=PieceState.FILED, handled_at__lt=now - KEPT)
    done = ScannedBatch.objects.exclude(pk__in=left.values("batch_id"))
    return _forget_whole(done, now)


def forget_dossier(*, dossier: Dossier, now: datetime) -> None:
    """Will let go at once of all that shows what went to a dossier: its documents are being destroyed.

    A whole file goes with it, even when other pieces of the same batch still wait: they have their own bytes.
    """
    pieces = ScannedPiece.objects.filter(dossier_id=dossier.pk)
    batches = set(pieces.values_list("batch_id", flat=True))
    _forget(pieces, now)
    _forget_whole(ScannedBatch.objects.filter(pk__in=batches), now)


def _forget(pieces: Iterable[ScannedPiece], now: datetime) -> None:
    for piece in pieces:
        thumbnail, piece.thumbnail_id, piece.words = piece.thumbnail_id, None, ""
        piece.save(update_fields=["thumbnail", "words"])
        if thumbnail is not None:
            destroy(object_id=thumbnail, decision=DECISION, now=now)


def _forget_whole(batches: Iterable[ScannedBatch], now: datetime) -> int:
    gone = 0
    for batch in batches:
        if batch.stored.is_destroyed or batch.pieces.filter(stored_id=batch.stored_id).exists():
            continue  # a file that was not cut is the document itself
        destroy(object_id=batch.stored_id, decision=DECISION, now=now)
        gone += 1
    return gone
