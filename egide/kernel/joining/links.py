"""Linking two dossiers of one compartment, taking the link back, and what a reader sees of it.

The state « joined » is the lifecycle's; the link says to which dossier, and is journaled on both sides.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from egide.kernel.dossiers.content import placed
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.joining.models import DossierLink, LinkKind
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain


@dataclass(frozen=True, kw_only=True)
class Linked:
    """One link as seen from a dossier; `outgoing`: this dossier points to the other."""

    link: DossierLink
    other: Dossier
    outgoing: bool


def link(*, dossier: Dossier, other: Dossier, kind: LinkKind, actor_code: str, now: datetime) -> DossierLink:
    """Will link `dossier` to `other`; the caller holds both rows locked, in ascending order.

    :raises Refused: itself, another compartment, linked already, or joined to one that is itself joined.
    """
    if dossier.pk == other.pk:
        raise Refused("Un dossier ne se lie pas à lui-même.")
    if dossier.compartment_id != other.compartment_id:
        raise Refused("Ces deux dossiers sont séparés par un cloisonnement\u00a0: ils ne se lient pas.")
    standing = DossierLink.objects.filter(ended_at=None, kind=LinkKind.JOINED)
    if kind == LinkKind.JOINED and standing.filter(dossier=other).exists():
        raise Refused(f"Le dossier {other.number} est lui-même joint à un autre\u00a0: joignez à celui-là.")
    if kind == LinkKind.JOINED and standing.filter(other=dossier).exists():
        raise Refused("D’autres dossiers sont joints à celui-ci\u00a0: défaites d’abord ces liens.")
    try:
        with transaction.atomic():
            made = DossierLink.objects.create(
                **placed(dossier), other=other, kind=kind, made_at=now, made_by=actor_code
            )
    except IntegrityError as error:
        raise Refused("Ce lien existe déjà, ou ce dossier est déjà joint à un autre.") from error
    _journal(dossier, "dossier.linked", now, kind=str(kind), number=other.number)
    _journal(other, "dossier.linked_from", now, kind=str(kind), number=dossier.number)
    return made


def unlink(*, dossier: Dossier, other: Dossier, kind: LinkKind, now: datetime) -> None:
    """Will take the link back.

    :raises Refused: there is no such link.
    """
    found = DossierLink.objects.filter(dossier=dossier, other=other, kind=kind, ended_at=None)
    if not found.update(ended_at=now):
        raise Refused("Ce lien n’existe plus.")
    _journal(dossier, "dossier.unlinked", now, kind=str(kind), number=other.number)
    _journal(other, "dossier.unlinked", now, kind=str(kind), number=dossier.number)


def links_of(actor: Actor, dossier: Dossier) -> tuple[Linked, ...]:
    """Will list the standing links whose other end the actor may read."""
    ends = Q(dossier=dossier) | Q(other=dossier)
    rows = list(DossierLink.objects.filter(ends, ended_at=None).order_by("made_at", "pk"))
    other_end = {row.pk: row.other_id if row.dossier_id == dossier.pk else row.dossier_id for row in rows}
    seen = {found.pk: found for found in visible(actor).filter(pk__in=other_end.values())}
    return tuple(
        Linked(link=row, other=seen[other_end[row.pk]], outgoing=row.dossier_id == dossier.pk)
        for row in rows
        if other_end[row.pk] in seen
    )


def _journal(dossier: Dossier, code: str, now: datetime, **data: str) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data=data,
        at=now,
    )
