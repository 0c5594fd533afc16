"""Reads of the mail register: a piece by its number, one of its files, a sealed piece.

No write here; the page's audience and the walls have already decided.
"""

from egide.modules.correspondence.models import Fate, MailFile, MailPiece, SealedPiece
from egide.platform.errors.failures import NotVisible

LONGEST_NUMBER = 40


def find_piece(number: str) -> MailPiece | None:
    """Will return the piece of this number with what its page shows, if it is there for the reader."""
    rows = MailPiece.objects.filter(number=number[:LONGEST_NUMBER].upper())
    return rows.select_related("compartment", "site", "dossier__assignee", "unit").first()


def piece_of(number: str) -> MailPiece:
    """Will return the piece of this number.

    :raises NotVisible: there is none for the reader.
    """
    if (found := find_piece(number)) is None:
        raise NotVisible
    return found


def waiting_piece(number: str) -> MailPiece:
    """Will return the piece of this number, while nobody has said what became of it.

    :raises NotVisible: there is none for the reader, or it no longer waits.
    """
    found = piece_of(number)
    if found.fate != Fate.WAITING:
        raise NotVisible
    return found


def file_of(piece: MailPiece, rank: int) -> MailFile:
    """Will return a file of a piece by its rank.

    :raises NotVisible: the piece has none of this rank.
    """
    found = MailFile.objects.filter(piece=piece, rank=rank).select_related("stored").first()
    if found is None:
        raise NotVisible
    return found


def sealed_piece(number: str) -> SealedPiece:
    """Will return the sealed piece of this number.

    :raises NotVisible: there is none for the reader.
    """
    found = SealedPiece.objects.filter(number=number[:LONGEST_NUMBER].upper()).first()
    if found is None:
        raise NotVisible
    return found
