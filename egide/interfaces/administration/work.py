"""What someone who leaves still holds, and handing it over group by group, each act in its dossier’s journal.

Serves the hand-over screen: numbers and counts, never a title. A row that cannot go to the person chosen says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from egide.kernel import registry
from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.mandates.models import Mandate
from egide.kernel.measures.actions import hand_over as hand_measure_over
from egide.kernel.measures.models import OPEN, Measure
from egide.kernel.notes.models import Reminder
from egide.kernel.notices.actions import notify
from egide.kernel.records.holds import entrust_hold
from egide.kernel.records.models import Hold
from egide.platform.accounts.absences import held_on
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Absence, Unit, User
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain
from egide.platform.journal.wording import register
from egide.ui import formats

DRAFTS = (LetterState.DRAFT, LetterState.SUBMITTED)

register(
    {
        "mandate.handed_over": "Mandat remis à une autre personne, avant un départ.",
        "draft.handed_over": "Projet de lettre remis à une autre personne, avant un départ.",
    }
)


@dataclass(frozen=True, kw_only=True)
class Held:
    """The work of one person, as the current actor sees it."""

    dossiers: tuple[Dossier, ...]
    mandates: tuple[Mandate, ...]
    measures: tuple[Measure, ...]
    drafts: tuple[Letter, ...]
    replacements: tuple[Absence, ...]
    units: tuple[Unit, ...]
    reminders: tuple[Reminder, ...]
    holds: tuple[Hold, ...]

    @property
    def total(self) -> int:
        """Will count all of it."""
        work = (self.dossiers, self.mandates, self.measures, self.drafts, self.reminders, self.holds)
        return sum(map(len, (*work, self.replacements, self.units)))


@dataclass(frozen=True, kw_only=True)
class Done:
    """One line of the result: what, and to whom it went, or why it stayed."""

    what: str
    said: str
    stayed: bool = False


def held_by(user: User, *, on: date) -> Held:
    """Will read what the person holds in the compartments of the current actor."""
    code = f"staff:{user.pk}"
    drafts = Letter.objects.filter(drafted_by=code, state__in=DRAFTS, dossier__closed_on=None)
    return Held(
        dossiers=tuple(_dossiers(user).select_related("unit").order_by("number")),
        mandates=tuple(_mandates(user).select_related("dossier").order_by("dossier__number", "rank")),
        measures=tuple(_measures(user).select_related("dossier").order_by("dossier__number", "rank")),
        drafts=tuple(drafts.select_related("dossier").order_by("dossier__number", "rank")),
        replacements=tuple(
            Absence.objects.filter(replacement=user, cancelled_at=None, until__gt=on).select_related("user")
        ),
        units=tuple(Unit.objects.filter(head=user).order_by("name")),
        reminders=tuple(_reminders(user).select_related("dossier").order_by("due_on", "pk")),
        holds=tuple(_holds(user).select_related("dossier").order_by("dossier__number", "rank")),
    )


def signed_by_nobody_else(user: User, *, on: date) -> int:
    """Will count the letters submitted for approval that, of all those at work today, this person alone may sign."""
    held = held_on(on).filter(user__is_active=True).values_list("user_id", "role", "unit__compartment_id")
    mine = {(role, place) for holder, role, place in held if holder == user.pk}
    alone = mine - {(role, place) for holder, role, place in held if holder != user.pk}
    waiting = Q(pk__in=())
    for module in registry.modules():
        for declared in module.letters:
            # Whoever else may sign it holds a power of their own; it is the first role that leaves it to nobody.
            role = declared.requires_approval_by
            places = [place for code, place in alone if role is not None and code == role.code]
            if module.kind and places:
                kind = module.kind.code
                waiting |= Q(dossier__kind=kind, template=declared.code, compartment_id__in=places)
    return Letter.objects.filter(waiting, state=LetterState.SUBMITTED).count()


def left_out_of_sight(user: User, seen: Held) -> bool:
    """Will tell whether work is left that the current actor cannot see (another sector, a conflict).

    Looked for by the planner, which sees every sector: yes or no comes back, how many is the other sector's.
    """
    with acting_as(service("scheduler")):
        everywhere = sum(rows(user).count() for rows in (_dossiers, _mandates, _measures, _holds))
    return everywhere > sum(map(len, (seen.dossiers, seen.mandates, seen.measures, seen.holds)))


def hand_over(
    *, actor: Actor, user: User, held: Held, chosen: Mapping[str, User], now: datetime
) -> tuple[Done, ...]:
    """Will give each group to the person chosen for it (`dossiers`, `mandats`, `mesures`, `projets`,
    `remplacements`, `unites`, `rappels`, `gels`), or each dossier to the one chosen
    under its number; what has no choice stays.
    """
    lines: list[Done] = []
    locked = Dossier.objects.select_for_update(of=("self",)).filter(pk__in=[d.pk for d in held.dossiers])
    for dossier in locked.select_related("unit").order_by("pk"):
        to = chosen.get(dossier.number) or chosen.get("dossiers")
        if to is not None:
            lines.append(_give_dossier(dossier, to, now))
    if mandates_to := chosen.get("mandats"):
        lines += [_give_mandate(mandate, mandates_to, now) for mandate in held.mandates]
    if measures_to := chosen.get("mesures"):
        lines += [_give_measure(measure, measures_to, user, now) for measure in held.measures]
    if drafts_to := chosen.get("projets"):
        lines += [_give_draft(letter, drafts_to, now) for letter in held.drafts]
    if reminded := chosen.get("rappels"):
        lines += [_give_reminder(reminder, reminded) for reminder in held.reminders]
    if keeper := chosen.get("gels"):
        lines += [_give_hold(hold, keeper, now) for hold in held.holds]
    if replaced_by := chosen.get("remplacements"):
        lines += [_give_replacement(absence, replaced_by) for absence in held.replacements]
    if head := chosen.get("unites"):
        for unit in held.units:
            Unit.objects.filter(pk=unit.pk).update(head=head)
            lines.append(Done(what=f"Unité « {unit.name} »", said=f"répond : {head.full_name}"))
    return tuple(lines)


def _give_dossier(dossier: Dossier, to: User, now: datetime) -> Done:
    try:
        assign(dossier=dossier, to=to, now=now)
        notify(user_ids=(to.pk,), dossier=dossier, code="dossier.assigned", now=now)
    except Refused as refusal:
        return Done(what=dossier.number, said=refusal.what, stayed=True)
    return Done(what=dossier.number, said=f"confié à {to.full_name}")


def _give_mandate(mandate: Mandate, to: User, now: datetime) -> Done:
    mandate.lead = to
    mandate.save(update_fields=["lead"])
    _journal(
        mandate.dossier, "mandate.handed_over", now, rank=mandate.rank, role=mandate.role, to=f"staff:{to.pk}"
    )
    return Done(what=f"Mandat {mandate.rank} de {mandate.dossier.number}", said=f"remis à {to.full_name}")


def _give_measure(measure: Measure, to: User, leaver: User, now: datetime) -> Done:
    what = f"Mesure {measure.rank} de {measure.dossier.number}"
    try:
        hand_measure_over(measure=measure, to=to, leaver=leaver, now=now)
    except Refused as refusal:
        return Done(what=what, said=refusal.what, stayed=True)
    return Done(what=what, said=f"remise à {to.full_name}")


def _give_draft(letter: Letter, to: User, now: datetime) -> Done:
    letter.drafted_by = f"staff:{to.pk}"
    letter.save(update_fields=["drafted_by"])
    _journal(letter.dossier, "draft.handed_over", now, rank=letter.rank, to=f"staff:{to.pk}")
    return Done(what=f"Lettre {letter.rank} de {letter.dossier.number}", said=f"remise à {to.full_name}")


def _give_reminder(reminder: Reminder, to: User) -> Done:
    reminder.user = to
    reminder.save(update_fields=["user"])
    number = reminder.dossier.number if reminder.dossier else ""
    return Done(what=f"Rappel du {formats.day(reminder.due_on)} ({number})", said=f"remis à {to.full_name}")


def _give_hold(hold: Hold, to: User, now: datetime) -> Done:
    entrust_hold(hold=hold, to_code=f"staff:{to.pk}", now=now)
    return Done(what=f"Gel {hold.rank} de {hold.dossier.number}", said=f"confié à {to.full_name}")


def _give_replacement(absence: Absence, to: User) -> Done:
    what = f"Remplacement de {absence.user.full_name}"
    if to.pk == absence.user_id:
        return Done(what=what, said="une personne ne se remplace pas elle-même", stayed=True)
    absence.replacement = to
    absence.save(update_fields=["replacement"])
    return Done(what=what, said=f"repris par {to.full_name}")


def _dossiers(user: User) -> QuerySet[Dossier]:
    return Dossier.objects.filter(assignee=user, closed_on=None)


def _mandates(user: User) -> QuerySet[Mandate]:
    return Mandate.objects.filter(lead=user, ended_at=None, dossier__closed_on=None)


def _measures(user: User) -> QuerySet[Measure]:
    # A measure outlives the closing of its dossier: what was promised is still to be done.
    return Measure.objects.filter(owner=user, state__in=OPEN)


def _reminders(user: User) -> QuerySet[Reminder]:
    # Those about a dossier are work; the others are the person's own and go with her.
    return Reminder.objects.filter(user=user, done_at=None, dossier__closed_on=None).exclude(dossier=None)


def _holds(user: User) -> QuerySet[Hold]:
    # A hold outlives the closing of its dossier: that is what it is for.
    return Hold.objects.filter(kept_by=f"staff:{user.pk}", lifted_at=None)


def _journal(dossier: Dossier, code: str, now: datetime, **data: str | int) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data=data,
        at=now,
    )
