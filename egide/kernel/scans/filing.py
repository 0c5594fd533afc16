"""Putting scanned pieces in their dossier: by the number on the separator, or as a person of the unit says.

The stored object becomes the document’s first version, byte for byte; nothing is copied.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from egide.kernel.documents.actions import adopt_stored
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.opening import open_dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.gate.visibility import visible
from egide.kernel.records.ended import why_ended
from egide.kernel.scans.models import PieceState, ScannedPiece
from egide.platform.accounts.actors import Actor, ActorKind, Assignment
from egide.platform.accounts.models import Membership, Unit
from egide.platform.errors.failures import NotVisible, Refused

ELSEWHERE = "Ce dossier est de l’autre côté d’un cloisonnement\u00a0: ce qui est numérisé ici n’y passe pas."
HANDLED = "Une des pièces choisies a déjà été versée ou mise de côté\u00a0: rechargez la page."
NONE = "Choisissez au moins une pièce."
UNKNOWN = (
    "Le séparateur nomme le dossier {number}\u00a0: aucun dossier de ce numéro n’est à la portée de l’unité."
)
NOT_THEIRS = "Le séparateur nomme le dossier {number}, où votre unité ne verse pas de documents."
LONGEST_REASON = 300


class Unfit(Refused):
    """What was chosen cannot be done as it is; the form is shown again with this sentence."""


def pieces_of(actor: Actor) -> "QuerySet[ScannedPiece]":
    """Will return the pieces of the folders of the actor’s units; one that is filed, to who reads its dossier."""
    mine = ScannedPiece.objects.filter(batch__unit_id__in=_units(actor))
    return mine.filter(
        ~Q(state=PieceState.FILED) | Exists(_documents(actor).filter(stored=OuterRef("stored")))
    )


def document_of(actor: Actor, piece: ScannedPiece) -> DocumentVersion | None:
    """Will return the document that a filed piece became, wherever it is now: it is read there, as any other."""
    if piece.state != PieceState.FILED:
        return None
    found = _documents(actor).filter(stored_id=piece.stored_id)
    return found.select_related("document", "dossier").first()


def piece_of(actor: Actor, public_id: UUID) -> ScannedPiece:
    """Will return one of them.

    :raises NotVisible: none of their units has this piece.
    """
    found = (
        pieces_of(actor).select_related("stored", "thumbnail", "batch").filter(public_id=public_id).first()
    )
    if found is None:
        raise NotVisible
    return found


def file_by_separator(*, piece: ScannedPiece, unit: Unit, actor: Actor, now: datetime) -> None:
    """Will file a piece in the dossier that its separator names, when the unit may; else say why it waits."""
    dossier = (
        Dossier.objects.select_for_update(of=("self",))
        .select_related("unit", "assignee")
        .filter(compartment_id=unit.compartment_id, number=piece.named)
        .first()
    )
    if dossier is None:
        piece.why = UNKNOWN.format(number=piece.named)
    elif not _unit_may(unit, dossier, now):
        # The same words whether or not it exists would teach less; inside a compartment a number is no secret.
        piece.why = NOT_THEIRS.format(number=piece.named)
    elif why := why_ended(dossier):
        piece.why = why
    else:
        _file(piece, dossier, "", actor, now)
        return
    piece.save(update_fields=["why"])


def file_pieces(
    *, actor: Actor, chosen: Sequence[UUID], number: str, title: str = "", now: datetime
) -> tuple[Dossier, int]:
    """Will file the chosen pieces, all or none, and return the dossier and how many there were.

    :raises Unfit: none, one already handled, another compartment.
    :raises Refused: the actor adds no document there.
    :raises NotVisible: one is not of their units, or no such dossier is within reach.
    """
    dossier = open_dossier(actor=actor, number=number.strip(), action="add_document", lock=True)
    pieces = _chosen(actor, chosen, PieceState.WAITING)
    if any(piece.compartment_id != dossier.compartment_id for piece in pieces):
        raise Unfit(ELSEWHERE)
    for piece in pieces:
        _file(piece, dossier, title if len(pieces) == 1 else "", actor, now)
    return dossier, len(pieces)


def set_aside(*, actor: Actor, chosen: Sequence[UUID], reason: str, now: datetime) -> int:
    """Will put the chosen pieces apart, with the reason; nothing is destroyed.

    :raises Unfit: none, one already handled, or no reason. :raises NotVisible: one is not of their units.
    """
    if not reason.strip():
        raise Unfit("Dites pourquoi ces pièces sont mises de côté\u00a0: page blanche, doublon…")
    pieces = _chosen(actor, chosen, PieceState.WAITING)
    for piece in pieces:
        piece.state, piece.why = PieceState.ASIDE, reason.strip()[:LONGEST_REASON]
        piece.handled_at, piece.handled_by = now, actor.code
        piece.save(update_fields=["state", "why", "handled_at", "handled_by"])
    return len(pieces)


def take_back(*, actor: Actor, chosen: Sequence[UUID]) -> int:
    """Will put pieces that were set aside back among those that wait.

    :raises Unfit: none, or one that is not aside. :raises NotVisible: one is not of their units.
    """
    pieces = _chosen(actor, chosen, PieceState.ASIDE)
    for piece in pieces:
        piece.state, piece.why, piece.handled_at, piece.handled_by = PieceState.WAITING, "", None, ""
        piece.save(update_fields=["state", "why", "handled_at", "handled_by"])
    return len(pieces)


def _chosen(actor: Actor, chosen: Sequence[UUID], state: PieceState) -> list[ScannedPiece]:
    if not chosen:
        raise Unfit(NONE)
    rows = pieces_of(actor).select_for_update(of=("self",)).select_related("stored", "batch")
    found = list(rows.filter(public_id__in=chosen).order_by("batch_id", "rank"))
    if len(found) != len(set(chosen)):
        raise NotVisible
    if any(piece.state != state for piece in found):
        raise Unfit(HANDLED)
    return found


def _file(piece: ScannedPiece, dossier: Dossier, title: str, actor: Actor, now: datetime) -> None:
    version = adopt_stored(
        dossier=dossier,
        stored=piece.stored,
        origin=Origin.RECEIVED,
        title=title or PurePosixPath(piece.stored.file_name).stem,
        actor_code=actor.code,
        now=now,
    )
    touch(dossier)
    piece.state, piece.dossier, piece.document = PieceState.FILED, dossier, version.document.rank
    piece.why, piece.handled_at, piece.handled_by = "", now, actor.code
    piece.save(update_fields=["state", "dossier", "document", "why", "handled_at", "handled_by"])


def _documents(actor: Actor) -> "QuerySet[DocumentVersion]":
    return DocumentVersion.objects.filter(dossier__in=visible(actor))


def _units(actor: Actor) -> list[int]:
    return sorted({held.unit_id for held in actor.roles if held.unit_id})


def _unit_may(unit: Unit, dossier: Dossier, now: datetime) -> bool:
    """Will tell whether a role held in the unit today adds documents to this dossier, whoever holds it."""
    today = timezone.localdate(now)
    held = Membership.objects.filter(Q(until=None) | Q(until__gt=today), unit=unit, since__lte=today)
    code = unit.compartment.code
    somebody = Actor(
        kind=ActorKind.STAFF,
        id=None,
        code="",
        name=unit.name,
        roles=frozenset(
            Assignment(role, unit.pk, unit.code, unit.compartment_id, code)
            for role in held.values_list("role", flat=True).distinct()
        ),
    )
    return may(somebody, dossier, "add_document").allowed
