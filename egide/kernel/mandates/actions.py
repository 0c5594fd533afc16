"""Giving and ending mandates inside a dossier, each with its journal entry.

The mandate goes to the unit's holder of the role; a person is named on the dossier's page.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.mandates.models import Mandate
from egide.law.access import Role
from egide.platform.accounts.models import User
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

LONGEST_INSTRUCTION = 4000  # characters
# The role of a mandate given to a person rather than to the holders of a role.
NAMED = "lead"


def give_mandate(*, dossier: Dossier, role: Role, purpose: str, now: datetime) -> Mandate:
    """Will entrust a piece of work to a role of the dossier's unit."""
    mandate = Mandate.objects.create(
        **ranked(Mandate, dossier),
        purpose=purpose or role.label,
        role=role.code,
        given_at=now,
        lead=dossier.assignee,
    )
    _journal(dossier, mandate, "mandate.given", now)
    return mandate


def entrust(*, dossier: Dossier, to: User, instruction: str, due_on: date | None, now: datetime) -> Mandate:
    """Will entrust the dossier's work to a person by name, with what is expected and for when.

    The open mandates of the person who had it before end: nobody answers twice for the same work.

    :raises Refused: a due date that has passed, or an instruction too long to keep.
    """
    said = instruction.strip()
    if due_on is not None and due_on < timezone.localtime(now).date():
        raise Refused("La date attendue est passée : choisissez un jour à venir.")
    if len(said) > LONGEST_INSTRUCTION or "\x00" in said:
        raise Refused(f"L’instruction tient en {LONGEST_INSTRUCTION} caractères.")
    end_named(dossier=dossier, now=now)
    mandate = Mandate.objects.create(
        **ranked(Mandate, dossier),
        purpose="Traiter le dossier",
        instruction=said,
        role=NAMED,
        given_at=now,
        due_on=due_on,
        lead=to,
    )
    _journal(dossier, mandate, "mandate.given", now)
    return mandate


def end_named(*, dossier: Dossier, now: datetime) -> None:
    """Will end what was entrusted by name: the dossier went to someone else."""
    named = Mandate.objects.filter(dossier_id=dossier.pk, ended_at=None, role=NAMED)
    end_mandates(dossier=dossier, ranks=list(named.values_list("rank", flat=True)), now=now)


def standing_mandates(dossier: Dossier) -> "QuerySet[Mandate]":
    """Will select the mandates given by name that still run, the newest first: there is one at most."""
    return Mandate.objects.filter(dossier_id=dossier.pk, ended_at=None, role=NAMED).order_by("-rank")


def end_mandates(*, dossier: Dossier, ranks: Iterable[int] | None = None, now: datetime) -> tuple[int, ...]:
    """Will end the open mandates of the dossier, or those of these ranks, and return the ranks ended."""
    open_ones = Mandate.objects.filter(dossier_id=dossier.pk, ended_at=None)
    if ranks is not None:
        open_ones = open_ones.filter(rank__in=list(ranks))
    ended = tuple(open_ones.order_by("rank"))
    for mandate in ended:
        mandate.ended_at = now
        mandate.save(update_fields=["ended_at"])
        _journal(dossier, mandate, "mandate.ended", now)
    return tuple(mandate.rank for mandate in ended)


def resume_mandates(*, dossier: Dossier, ranks: Iterable[int], now: datetime) -> None:
    """Will open again the mandates that an undone step had ended."""
    for mandate in Mandate.objects.filter(dossier_id=dossier.pk, rank__in=list(ranks)).order_by("rank"):
        mandate.ended_at = None
        mandate.save(update_fields=["ended_at"])
        _journal(dossier, mandate, "mandate.resumed", now)


def _journal(dossier: Dossier, mandate: Mandate, code: str, now: datetime) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={"rank": mandate.rank, "role": mandate.role},
        at=now,
    )
