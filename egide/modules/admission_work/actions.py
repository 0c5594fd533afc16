"""Opening a work of the Commissioner, and correcting what it says of itself.

One keyword-only function per intention; the clock is an argument. Moves of the dossier are the lifecycle's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from egide.kernel.dossiers.actions import Opening, open_dossier, touch
from egide.kernel.dossiers.content import placed
from egide.kernel.dossiers.models import Channel, Confidentiality, Dossier
from egide.kernel.parties.actions import add_order, parties_of_role
from egide.kernel.parties.models import PartyRole, ProfessionalOrder
from egide.kernel.recommendations.addressing import add_addressee, order_named
from egide.modules.admission_work.access import KIND, WORKERS
from egide.modules.admission_work.models import AdmissionWork, Nature
from egide.modules.admission_work.queries import details
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit, User
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

OPENERS = frozenset(role.code for role in WORKERS)


@dataclass(frozen=True, kw_only=True)
class NewWork:
    """What is known of a work when it is planned."""

    nature: str
    title: str
    subject: str
    due_on: date | None = None
    orders: Sequence[ProfessionalOrder] = ()


def unit_of(actor: Actor) -> Unit:
    """Will return the Commissioner's unit where the actor works.

    :raises Refused: they do not work there.
    """
    held = sorted(a.unit_id for a in actor.roles if a.role in OPENERS and a.unit_id)
    unit = Unit.objects.select_related("compartment", "site").filter(pk__in=held).first()
    if unit is None:
        raise Refused("Ces travaux sont ceux du Commissaire et de ses analystes.")
    return unit


def open_work(*, actor: Actor, work: NewWork, now: datetime) -> Dossier:
    """Will open the work in the Commissioner's unit, in the charge of whoever opens it.

    :raises Refused: the actor does not work there, or the subject is missing.
    """
    unit = unit_of(actor)
    if not work.subject.strip():
        raise Refused("Écrivez l’objet du travail.")
    opening = Opening(
        kind=KIND,
        title=work.title.strip()[:200] or str(Nature(work.nature).label),
        unit=unit,
        site=unit.site,
        received_at=now,
        channel=Channel.FORM,
        confidentiality=Confidentiality.COMMISSIONER,
    )
    dossier = open_dossier(opening=opening, now=now)
    if actor.user_id is not None:
        dossier.assignee = User.objects.get(pk=actor.user_id)
        dossier.save(update_fields=["assignee"])
    AdmissionWork.objects.create(
        **placed(dossier), nature=Nature(work.nature), subject=work.subject.strip(), due_on=work.due_on
    )
    for order in work.orders:
        add_order(dossier=dossier, order=order, now=now)
    return dossier


def edit_work(
    *,
    dossier: Dossier,
    subject: str,
    due_on: date | None,
    orders: Sequence[ProfessionalOrder],
    now: datetime,
) -> None:
    """Will correct the subject and the internal target, and add the orders that are not named yet.

    :raises Refused: the file is closed, or the subject is missing.
    """
    if dossier.closed_on is not None:
        raise Refused("Le dossier est fermé\u00a0: rouvrez-le pour le modifier.")
    if not subject.strip():
        raise Refused("Écrivez l’objet du travail.")
    own = details(dossier)
    own.subject, own.due_on = subject.strip(), due_on
    own.save(update_fields=["subject", "due_on"])
    known = {party.order_id for party in parties_of_role(dossier, PartyRole.ORDER)}
    for order in orders:
        if order.pk not in known:
            add_order(dossier=dossier, order=order, now=now)
    touch(dossier)
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="admission_work.edited",
        data={"due_on": due_on.isoformat() if due_on else None},
        at=now,
    )


def name_addressee(
    *, dossier: Dossier, order_slug: str, name: str, email: str, address: str, now: datetime
) -> None:
    """Will name an order or a body to whom the work may recommend something.

    :raises Refused: nobody is named, or the product is already delivered.
    :raises BadInput: an order that does not exist.
    """
    if not name.strip() and not order_slug:
        raise Refused("Nommez le destinataire, ou choisissez un ordre.")
    if dossier.state not in ("planned", "under_way"):
        raise Refused("Les destinataires ne changent plus une fois le produit livré.")
    order = order_named(order_slug)
    add_addressee(dossier=dossier, order=order, name=name, email=email, address=address, now=now)
    touch(dossier)
