"""Delegates with an account: entered, invited, closed; the exchanges that each may open; reading as one of them.

A delegate needs no account. What hers opens is decided by PostgreSQL, one exchange at a time (migration 0006): the
same as a secret link of the same party, and nothing else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection
from django.db.models import Max, QuerySet
from django.urls import reverse

from egide.kernel.dossiers.folding import fold
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.passes.exchanging import DESK
from egide.modules.ombudsman.access import KIND
from egide.modules.ombudsman.models import Delegate, DelegateExchange
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, ActorKind, service
from egide.platform.accounts.models import Compartment
from egide.platform.accounts.outside import (
    close_outside_account,
    invite_again,
    open_outside_account,
    reopen_outside_account,
    reset_outside_factor,
)
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.journal.append import access_chain, append, dossier_chain

TITLE = "Protecteur du citoyen"


def add_delegate(
    *, compartment: Compartment, name: str, email: str, actor_code: str, now: datetime
) -> Delegate:
    """Will enter a delegate, without any account.

    :raises Refused: someone has this address already.
    """
    Compartment.objects.select_for_update().get(pk=compartment.pk)  # its small registers, one at a time
    known = Delegate.objects.filter(compartment=compartment)
    address = email.strip().lower()
    if known.filter(email=address).exists():
        raise Refused("Cette adresse est déjà celle d’une personne déléguée.")
    made = Delegate.objects.create(
        compartment=compartment,
        number=(known.aggregate(last=Max("number"))["last"] or 0) + 1,
        name=name.strip(),
        email=address,
        entered_at=now,
        entered_by=actor_code,
    )
    _journal(made, "ombudsman.delegate_entered", now)
    return made


def invite(*, delegate: Delegate, now: datetime) -> int:
    """Will open the account, invite to it, and let it open the exchanges asked from this address; returns how many.

    Asked again, the invitation leaves again.

    :raises Refused: the account is closed, or the address is already that of another account.
    """
    if delegate.user is None:
        delegate.user = open_outside_account(email=delegate.email, full_name=delegate.name, job_title=TITLE)
        delegate.invited_at = now
        delegate.save(update_fields=["user", "invited_at"])
    else:
        invite_again(delegate.user)
    _journal(delegate, "ombudsman.delegate_invited", now)
    return sum(_bind(delegate, party, now) for party in _asked_from(delegate))


def close(*, delegate: Delegate, now: datetime) -> None:
    """Will close the account at once; its exchanges stay, and a secret link still opens each of them.

    :raises Refused: there is no account, or it is closed.
    """
    if delegate.user is None or delegate.closed_at is not None:
        raise Refused("Cette personne n’a pas de compte ouvert.")
    close_outside_account(delegate.user)
    delegate.closed_at = now
    delegate.save(update_fields=["closed_at"])
    _journal(delegate, "ombudsman.delegate_closed", now)


def reopen(*, delegate: Delegate, now: datetime) -> None:
    """Will open the account again, by an invitation.

    :raises Refused: it is not closed.
    """
    if delegate.user is None or delegate.closed_at is None:
        raise Refused("Ce compte n’est pas fermé.")
    reopen_outside_account(delegate.user)
    delegate.closed_at = None
    delegate.save(update_fields=["closed_at"])
    _journal(delegate, "ombudsman.delegate_reopened", now)


def reset_factor(*, delegate: Delegate, now: datetime) -> None:
    """Will take the second factor away: the next sign-in asks for a new one.

    :raises Refused: there is no account, or it is closed.
    """
    if delegate.user is None or delegate.closed_at is not None:
        raise Refused("Cette personne n’a pas de compte ouvert.")
    reset_outside_factor(delegate.user)
    _journal(delegate, "ombudsman.delegate_factor_reset", now)


def give_exchange(*, delegate: Delegate, dossier: Dossier, now: datetime) -> None:
    """Will let the account open this exchange, as the party who asked; the dossier’s row is locked.

    :raises Refused: no account, an exchange of another compartment, one that nobody asked, or given already.
    """
    if delegate.user is None or delegate.closed_at is not None:
        raise Refused("Invitez d’abord cette personne\u00a0: elle n’a pas de compte ouvert.")
    if dossier.kind != KIND or dossier.compartment_id != delegate.compartment_id:
        raise Refused("Ce numéro n’est pas celui d’un échange de votre équipe.")
    asked = Party.objects.filter(dossier_id=dossier.pk, role=PartyRole.REQUESTER).order_by("rank").first()
    if asked is None:
        raise Refused("Cet échange n’a personne qui demande.")
    if not _bind(delegate, asked, now):
        raise Refused("Ce compte ouvre déjà cet échange.")


def take_exchange(*, delegate: Delegate, dossier: Dossier, now: datetime) -> None:
    """Will take the exchange away from the account, from the next page on.

    :raises NotVisible: the account does not open it.
    """
    row = DelegateExchange.objects.filter(delegate=delegate, dossier_id=dossier.pk, ended_at=None).first()
    if row is None:
        raise NotVisible
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    _journal(delegate, "ombudsman.delegate_taken", now, dossier)


def give_to_known(*, dossier: Dossier, now: datetime) -> None:
    """Will let a new exchange be opened by the account of whoever asks, known by the address."""
    party = Party.objects.filter(dossier_id=dossier.pk, role=PartyRole.REQUESTER).exclude(email="").first()
    if party is None:
        return
    rows = Delegate.objects.filter(
        compartment_id=dossier.compartment_id, email=party.email.strip().lower(), closed_at=None
    )
    for delegate in rows.exclude(user=None):
        _bind(delegate, party, now)


def door(dossier: Dossier, party: Party) -> str:
    """Will return the path of the exchange for the account that opens it as this party; nothing without one.

    An invitation that was not taken up yet opens nothing: she keeps her secret link until then.
    """
    rows = DelegateExchange.objects.filter(dossier_id=dossier.pk, party_id=party.pk, ended_at=None)
    used = rows.filter(delegate__closed_at=None, delegate__user__is_active=True)
    if not used.exclude(delegate__user__last_login=None).exists():
        return ""
    return reverse("delegate:exchange", kwargs={"number": dossier.number})


def delegates_of(compartment_id: int) -> "QuerySet[Delegate]":
    """Will return the delegates known to this compartment."""
    rows = Delegate.objects.filter(compartment_id=compartment_id).select_related("user", "compartment")
    return rows.order_by("name", "number")


def opened_by(delegate: Delegate) -> "QuerySet[DelegateExchange]":
    """Will return the exchanges that the account opens, newest first."""
    rows = DelegateExchange.objects.filter(delegate=delegate, ended_at=None)
    about = ("dossier__ombudsman_exchange", "party", "delegate__compartment")
    return rows.select_related(*about).order_by("-dossier__received_on", "-pk")


def delegate_of(actor: Actor) -> Delegate:
    """Will return the delegate who signed in; read by the desk, as the pass that a browser bears.

    :raises NotVisible: whoever acts is not one of them, or no longer.
    """
    if actor.kind is not ActorKind.EXTERNAL:
        raise NotVisible
    with acting_as(service(DESK)):
        rows = Delegate.objects.filter(user_id=actor.user_id or 0, closed_at=None, user__is_active=True)
        found = rows.select_related("compartment").first()
    if found is None:
        raise NotVisible
    return found


def own_exchanges(actor: Actor) -> list[DelegateExchange]:
    """Will return the exchanges of the delegate who signed in, and no others.

    :raises NotVisible: not a delegate.
    """
    delegate = delegate_of(actor)
    with acting_as(service(DESK, compartment_id=delegate.compartment_id)):
        return list(opened_by(delegate))


def own_exchange(actor: Actor, number: str) -> DelegateExchange:
    """Will return one exchange of the delegate who signed in.

    :raises NotVisible: not a delegate, or not one of hers.
    """
    delegate = delegate_of(actor)
    with acting_as(service(DESK, compartment_id=delegate.compartment_id)):
        found = opened_by(delegate).filter(dossier__number=number).first()
    if found is None:
        raise NotVisible
    return found


@contextmanager
def reading_own(actor: Actor, row: DelegateExchange) -> Iterator[None]:
    """Will run the block with this exchange of the delegate in reach, and nothing else; PostgreSQL decides."""
    with acting_as(actor):  # an inner transaction: its end gives the settings of the page back
        with connection.cursor() as cursor:
            cursor.execute("select ombudsman_enter_delegate(%s, %s)", [actor.user_id or 0, row.dossier_id])
        yield


def note_use(*, row: DelegateExchange, code: str, now: datetime) -> None:
    """Will journal what the delegate did, as herself, inside `reading_own`: this wall’s reads are journaled."""
    _journal(row.delegate, code, now, row.dossier)


def _asked_from(delegate: Delegate) -> list[Party]:
    # By its key, as every search behind a wall; then letter for letter: an accent apart is someone else’s address.
    rows = Party.objects.filter(
        email_key=fold(delegate.email),
        role=PartyRole.REQUESTER,
        dossier__kind=KIND,
        compartment_id=delegate.compartment_id,
    )
    return [party for party in rows.order_by("pk") if party.email.strip().lower() == delegate.email]


def _bind(delegate: Delegate, party: Party, now: datetime) -> bool:
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=party.dossier_id)
    _, new = DelegateExchange.objects.get_or_create(
        delegate=delegate,
        dossier=dossier,
        ended_at=None,
        defaults={"compartment_id": party.compartment_id, "party": party, "since": now},
    )
    if new:
        _journal(delegate, "ombudsman.delegate_given", now, dossier)
    return new


def _journal(delegate: Delegate, code: str, now: datetime, dossier: Dossier | None = None) -> None:
    append(
        chain=dossier_chain(dossier.pk) if dossier else access_chain(delegate.compartment.code, now),
        compartment_id=delegate.compartment_id,
        dossier_id=dossier.pk if dossier else None,
        code=code,
        data={"number": delegate.number},
        at=now,
    )
