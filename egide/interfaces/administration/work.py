"""What someone who leaves still holds, and handing it over group by group, each act in its dossier’s journal.

Serves the hand-over screen: numbers and counts, never a title. A row that cannot go to the person chosen says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.mandates.models import Mandate
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Absence, Unit, User
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain
from egide.platform.journal.wording import register

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
    drafts: tuple[Letter, ...]
    replacements: tuple[Absence, ...]
    units: tuple[Unit, ...]

    @property
    def total(self) -> int:
        """Will count all of it."""
        return sum(map(len, (self.dossiers, self.mandates, self.drafts, self.replacements, self.units)))


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
        drafts=tuple(drafts.select_related("dossier").order_by("dossier__number", "rank")),
        replacements=tuple(
            Absence.objects.filter(replacement=user, cancelled_at=None, until__gt=on).select_related("user")
        ),
        units=tuple(Unit.objects.filter(head=user).order_by("name")),
    )


def left_out_of_sight(user: User, seen: Held) -> int:
    """Will count the dossiers and mandates that the current actor cannot see (another sector, a conflict).

    Counted by the planner, which sees every sector: a total, nothing else, comes back.
    """
    with acting_as(service("scheduler")):
        everywhere = _dossiers(user).count() + _mandates(user).count()
    return int(everywhere) - len(seen.dossiers) - len(seen.mandates)


def hand_over(
    *, actor: Actor, user: User, held: Held, chosen: Mapping[str, User], now: datetime
) -> tuple[Done, ...]:
    """Will give each group to the person chosen for it (`dossiers`, `mandats`, `projets`, `remplacements`,
    `unites`), or each dossier to the one chosen under its number; what has no choice stays.
    """
    lines: list[Done] = []
    locked = Dossier.objects.select_for_update(of=("self",)).filter(pk__in=[d.pk for d in held.dossiers])
    for dossier in locked.select_related("unit").order_by("pk"):
        to = chosen.get(dossier.number) or chosen.get("dossiers")
        if to is not None:
            lines.append(_give_dossier(dossier, to, now))
    if mandates_to := chosen.get("mandats"):
        lines += [_give_mandate(mandate, mandates_to, now) for mandate in held.mandates]
    if drafts_to := chosen.get("projets"):
        lines += [_give_draft(letter, drafts_to, now) for letter in held.drafts]
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


def _give_draft(letter: Letter, to: User, now: datetime) -> Done:
    letter.drafted_by = f"staff:{to.pk}"
    letter.save(update_fields=["drafted_by"])
    _journal(letter.dossier, "draft.handed_over", now, rank=letter.rank, to=f"staff:{to.pk}")
    return Done(what=f"Lettre {letter.rank} de {letter.dossier.number}", said=f"remise à {to.full_name}")


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


def _journal(dossier: Dossier, code: str, now: datetime, **data: str | int) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data=data,
        at=now,
    )
