"""A piece that left by hand, or went round inside, put in the dossier that it is about, with its files.

What arrives goes to a dossier by the mail room or by its sender (actions.py, conversing.py).
"""

from datetime import datetime

from egide.kernel.documents.actions import adopt_stored
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.modules.correspondence.models import Direction, Fate, MailPiece, Work
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain


def placed(*, piece: MailPiece, dossier: Dossier, actor: Actor, now: datetime) -> tuple[DocumentVersion, ...]:
    """Will put the piece and its files in the dossier, whose row is locked; what left stays « Partie ».

    :raises Refused: it came from outside, is in a dossier already, or was answered or classed.
    """
    # Of two people who deal with the same piece at once, the second waits here, then is refused.
    row = MailPiece.objects.select_for_update(of=("self",)).get(pk=piece.pk)
    if row.dossier_id is not None or row.direction == Direction.IN or row.work in (Work.ANSWERED, Work.FILED):
        raise Refused("Cette pièce a déjà été traitée par une autre personne.")
    piece.dossier = dossier
    if piece.direction == Direction.INTERNAL:
        piece.fate = Fate.JOINED
    piece.save(update_fields=["dossier", "fate"])
    versions = tuple(
        adopt_stored(
            dossier=dossier, stored=file.stored, origin=Origin.INTERNAL, actor_code=actor.code, now=now
        )
        for file in piece.files.select_related("stored").order_by("rank")
    )
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="mail.placed",
        data={"number": piece.number, "received_on": piece.received_on.isoformat()},
        at=now,
    )
    return versions
