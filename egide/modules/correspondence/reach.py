"""Who reads which lines of the register, and who works on them (domain.md H.2, column D.5).

A line of a dossier follows its dossier. The others are read by whoever keeps the register of the compartment, by the
unit's head, by the person to whom the piece was given; the walls have kept the compartments apart already.
"""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from egide.kernel import registry
from egide.kernel.gate.visibility import visible
from egide.law import roles
from egide.modules.correspondence.models import Direction, Fate, MailPiece, Work
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused

if TYPE_CHECKING:
    from egide.kernel.dossiers.models import Dossier

# (role, compartment): the register of this compartment is this role's work, or its duty to read.
KEEPERS = frozenset(
    {
        (roles.INTAKE.code, "office"),
        (roles.PRESIDENT.code, "office"),
        (roles.RECORDS_MANAGER.code, "office"),
        (roles.PRESIDENT.code, "presidency"),
        (roles.PRESIDENCY_OFFICE.code, "presidency"),
        (roles.COMMISSIONER.code, "commissioner"),
        (roles.ADMISSION_INTAKE.code, "commissioner"),
        (roles.DISCIPLINE_REGISTRY.code, "discipline"),
        (roles.DESIGNATED_OFFICER.code, "integrity"),
        (roles.ACCESS_OFFICER.code, "access"),
        (roles.OMBUDSMAN_COORDINATOR.code, "ombudsman"),
    }
)
WRITERS = KEEPERS - {(roles.PRESIDENT.code, "office"), (roles.RECORDS_MANAGER.code, "office")}
OPEN_WORK = (Work.ENTERED, Work.ASSIGNED, Work.UNDER_WAY)
NOT_YOURS = "Cette pièce est au travail d’une autre personne ou d’une autre unité."


def readable(actor: Actor) -> "QuerySet[MailPiece]":
    """Will return the lines of the registers that this person reads, in one condition that each line answers."""
    own: QuerySet[Dossier] = visible(actor).filter(pk=OuterRef("dossier_id"))
    apart = Q(dossier=None) & _reach(actor) & _not_reserved(actor)
    return MailPiece.objects.filter(apart | (Q(dossier__isnull=False) & Exists(own)))


def in_the_mail_room(actor: Actor) -> "QuerySet[MailPiece]":
    """Will return what the mail room shows: what the person reads, what no unit has received yet, what they sorted."""
    kept = {held.compartment_id for held in actor.roles if (held.role, held.compartment_code) in WRITERS}
    own: QuerySet[Dossier] = visible(actor).filter(pk=OuterRef("dossier_id"))
    apart = Q(dossier=None) & (Q(unit=None, source="") | _reach(actor)) & _not_reserved(actor)
    sorted_here = Q(compartment_id__in=sorted(kept), direction=Direction.IN, source="", named=None)
    return MailPiece.objects.filter(apart | sorted_here | (Q(dossier__isnull=False) & Exists(own)))


def to_do(actor: Actor) -> "QuerySet[MailPiece]":
    """Will return what still asks for work: of the registers one keeps, of one's units, of oneself."""
    rows = MailPiece.objects.filter(_reach(actor), _not_reserved(actor), work__in=OPEN_WORK, dossier=None)
    return rows.exclude(direction=Direction.OUT).exclude(fate__in=(Fate.CARD, Fate.HANDED))


def keeps(actor: Actor, compartment_id: int | None = None) -> bool:
    """Will tell whether the person writes in the register of this compartment, or of any."""
    return any(
        (held.role, held.compartment_code) in WRITERS and compartment_id in (None, held.compartment_id)
        for held in actor.roles
    )


def check_works(actor: Actor, piece: MailPiece) -> None:
    """Will stop whoever the piece is not the work of.

    :raises Refused: another person's, or another unit's.
    """
    units = {held.unit_id for held in actor.roles}
    if not (
        keeps(actor, piece.compartment_id)
        or piece.unit_id in units
        or piece.assignee_id in actor.stands_for(compartment_id=piece.compartment_id)
    ):
        raise Refused(NOT_YOURS)


def _not_reserved(actor: Actor) -> Q:
    """A piece that waits because it names a complaint about the Commissioner's staff tells that there is one."""
    kinds = [m.kind.code for m in registry.modules() if m.kind is not None and m.kind.reserved]
    # Beside the piece, not joined to it: its row must still be lockable.
    reserved = MailPiece.objects.filter(pk=OuterRef("pk"), named__kind__in=kinds)
    own: QuerySet[Dossier] = visible(actor).filter(pk=OuterRef("named_id"))
    return ~Exists(reserved) | Exists(own)


def _reach(actor: Actor) -> Q:
    kept = {held.compartment_id for held in actor.roles if (held.role, held.compartment_code) in KEEPERS}
    headed = {held.unit_id for held in actor.roles if held.role == roles.UNIT_HEAD.code}
    parts = [
        Q(assignee_id__in=sorted(actor.stands_for())),
        *([Q(compartment_id__in=sorted(kept))] if kept else []),
        *([Q(unit_id__in=sorted(headed))] if headed else []),
    ]
    return reduce(or_, parts)
