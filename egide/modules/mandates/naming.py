"""Who is named on a mandate beside the person in charge: contributors and approvers, from any unit of its compartment.

The dossier’s own column says whom it names (Scope.NAMED); it is written here and nowhere else.
"""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import withheld
from egide.kernel.gate.verdicts import may
from egide.kernel.notices.actions import notify
from egide.modules.mandates.access import STAFF
from egide.modules.mandates.journaling import journal
from egide.modules.mandates.models import Approver, Contributor
from egide.modules.mandates.queries import approvers_of, contributors_of, open_tasks
from egide.platform.accounts.acting import current_actor
from egide.platform.accounts.models import User
from egide.platform.errors.failures import Refused
from egide.platform.journal.models import Event

MOST_PEOPLE = 30


def nameable(compartment_id: int, *, today: date) -> "QuerySet[User]":
    """Will select the people who work in the compartment today, by name."""
    held = Q(memberships__since__lte=today) & (Q(memberships__until=None) | Q(memberships__until__gt=today))
    people = User.objects.filter(
        held,
        memberships__unit__compartment_id=compartment_id,
        memberships__role__in=[role.code for role in STAFF],
        is_active=True,
        external=False,
    )
    return people.distinct().order_by("full_name", "pk")


def add_contributor(*, dossier: Dossier, user: User, part: str, now: datetime) -> Contributor:
    """Will let the person see the mandate and take part in it.

    :raises Refused: already there, in charge of it, or not of this compartment.
    """
    if user.pk == dossier.assignee_id:
        raise Refused(f"{user.full_name} est déjà responsable du mandat.")
    if contributors_of(dossier).filter(user=user).exists():
        raise Refused(f"{user.full_name} collabore déjà au mandat.")
    _check(dossier, user, now)
    made = Contributor.objects.create(
        **ranked(Contributor, dossier), user=user, part=part.strip()[:300], added_at=now
    )
    _named(dossier, user, "contributor_added", made.rank, now)
    return made


def end_contributor(*, dossier: Dossier, contributor: Contributor, now: datetime) -> None:
    """Will end the person’s part: what was written stays, the mandate disappears from their lists."""
    if contributor.ended_at is not None:
        return
    contributor.ended_at = now
    contributor.save(update_fields=["ended_at"])
    refresh_named(dossier)
    journal(dossier, "contributor_ended", now, rank=contributor.rank)


def add_approver(*, dossier: Dossier, user: User, now: datetime) -> Approver:
    """Will put the person last in the chain of approval.

    :raises Refused: already there, in charge of the work, or not of this compartment.
    """
    if user.pk == dossier.assignee_id:
        raise Refused("La personne responsable n’approuve pas son propre travail.")
    if approvers_of(dossier).filter(user=user).exists():
        raise Refused(f"{user.full_name} est déjà dans la chaîne d’approbation.")
    if f"staff:{user.pk}" in _wrote_result(dossier):
        raise Refused(f"{user.full_name} a écrit du résultat\u00a0: une autre personne l’approuve.")
    _check(dossier, user, now)
    made = Approver.objects.create(**ranked(Approver, dossier), user=user, added_at=now)
    _named(dossier, user, "approver_added", made.rank, now)
    return made


def end_approver(*, dossier: Dossier, approver: Approver, now: datetime) -> None:
    """Will take the person out of the chain, while nothing waits for them.

    :raises Refused: the mandate is delivered, or nobody would be left to approve it.
    """
    if dossier.state == "delivered":
        raise Refused(
            "Le mandat est livré\u00a0: la chaîne d’approbation ne change plus pendant l’approbation."
        )
    if approver.ended_at is not None:
        return
    if approvers_of(dossier).count() < 2:
        raise Refused("Nommez d’abord quelqu’un d’autre\u00a0: une personne au moins approuve un mandat.")
    approver.ended_at = now
    approver.save(update_fields=["ended_at"])
    refresh_named(dossier)
    journal(dossier, "approver_ended", now, rank=approver.rank)


def refresh_named(dossier: Dossier) -> None:
    """Will write on the dossier whom it names: contributors, approvers, those to whom a part is entrusted."""
    people = {
        *contributors_of(dossier).values_list("user_id", flat=True),
        *approvers_of(dossier).values_list("user_id", flat=True),
        *open_tasks(dossier).exclude(owner=None).values_list("owner_id", flat=True),
    }
    dossier.named = sorted(people)
    touch(dossier, "named")


def may_name(dossier: Dossier) -> bool:
    """Will tell whether the actor may show the mandate to someone else: in charge of it, or directing it."""
    actor = current_actor()
    return may(actor, dossier, "act").allowed or may(actor, dossier, "direct").allowed


def check_nameable(dossier: Dossier, user: User, now: datetime) -> None:
    """Will refuse someone who may not be named on this mandate.

    :raises Refused: another compartment, an account that is closed, or a conflict of interest.
    """
    today = timezone.localtime(now).date()
    if why := withheld(dossier=dossier, user_id=user.pk):
        raise Refused(f"{user.full_name} {why}\u00a0: cette personne ne peut pas être nommée au mandat.")
    if not nameable(dossier.compartment_id, today=today).filter(pk=user.pk).exists():
        raise Refused(f"{user.full_name} ne travaille pas de ce côté du mur.")


def _wrote_result(dossier: Dossier) -> set[str]:
    rows = Event.objects.filter(dossier_id=dossier.pk, code="office_mandate.result")
    return set(rows.values_list("actor", flat=True))


def _check(dossier: Dossier, user: User, now: datetime) -> None:
    check_nameable(dossier, user, now)
    if len(dossier.named) >= MOST_PEOPLE:
        raise Refused(f"Un mandat nomme {MOST_PEOPLE} personnes au plus.")


def _named(dossier: Dossier, user: User, code: str, rank: int, now: datetime) -> None:
    refresh_named(dossier)
    journal(dossier, code, now, rank=rank)
    notify(user_ids=(user.pk,), dossier=dossier, code="office_mandate.named", now=now)
