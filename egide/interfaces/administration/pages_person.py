"""One account as the administration sees it: functions, delegations, ways in, absences, what may be done and why not.

Counts of work are shown only where the administrator works; never a title.
"""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.administration.choices import label_of
from egide.interfaces.administration.elevated import trail
from egide.interfaces.administration.pages_delegations import DelegationLine, lines_of_person
from egide.platform.accounts.absences import absence_of, away
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.administering import refusal_for, running
from egide.platform.accounts.models import Membership, User
from egide.platform.accounts.second_factor import FACTORS
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, Table


@dataclass(frozen=True, kw_only=True)
class Access:
    """A button about the ways in: its words, what it asks before, what is said after, its journal code."""

    label: str
    confirm: str
    done: str
    code: str


ACCESS = {
    "invite": Access(
        label="Envoyer un lien de mot de passe",
        confirm="Un courriel avec un lien valable une heure part à la personne.",
        done="Le lien part par courriel.",
        code="account.invited",
    ),
    "limits": Access(
        label="Remettre les essais à zéro",
        confirm="La personne pourra de nouveau essayer son mot de passe.",
        done="Les essais de connexion sont remis à zéro.",
        code="account.limits_reset",
    ),
    "factor": Access(
        label="Retirer le second facteur",
        confirm=(
            "Ses connexions se ferment et la personne en est avisée par courriel. "
            "Vérifiez d’abord son identité de vive voix."
        ),
        done="Le second facteur est retiré; la personne en est avisée par courriel.",
        code="account.factor_reset",
    ),
    "reopen": Access(
        label="Rouvrir le compte",
        confirm="La personne reçoit un lien pour choisir un nouveau mot de passe. Aucune fonction ne lui est rendue.",
        done="Le compte est rouvert; l’invitation part par courriel.",
        code="account.reopened",
    ),
}


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    """The account as its template reads it."""

    title: str
    crumbs: tuple[Crumb, ...]
    badge: Badge
    facts: tuple[Fact, ...]
    table: Table | None
    changes: tuple[Action, ...]
    access: tuple[Action, ...]
    delegations: tuple[DelegationLine, ...] = ()


def person_page(*, actor: Actor, user: User, now: datetime) -> PersonPage:
    """Will build the page."""
    today = timezone.localdate(now)
    held = running(user, on=today)
    why = refusal_for(actor, user, on=today)
    return PersonPage(
        title=user.full_name,
        crumbs=trail((user.full_name, "")),
        badge=Badge(label="compte ouvert", tone="met") if user.is_active else Badge(label="compte fermé"),
        facts=_facts(user, today),
        table=_table(held, today) if held else None,
        changes=_changes(user, why, held=bool(held)),
        access=tuple(_access(user, code, why) for code in _offered(user)),
        delegations=lines_of_person(user, today=today),
    )


def _facts(user: User, today: date) -> tuple[Fact, ...]:
    factors = Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).count()
    gone = absence_of(user, today)
    facts = [
        Fact(term="Courriel", value=user.email),
        Fact(term="Fonction affichée", value=user.job_title or "—"),
        Fact(
            term="Second facteur",
            value=formats.count(factors, "moyen") if factors else "aucun : sera demandé",
        ),
        Fact(
            term="Dernière connexion",
            value=formats.moment(formats.local(user.last_login), today=today)
            if user.last_login
            else "jamais",
        ),
    ]
    if gone is not None:
        facts.append(Fact(term="Absence", value=away([user.pk], on=today)[user.pk].words))
    return tuple(facts)


def _table(held: list[Membership], today: date) -> Table:
    columns = (
        Column(label="Fonction"),
        Column(label="Unité"),
        Column(label="Depuis"),
        Column(label="Dernier jour"),
    )
    rows = tuple(
        (
            Cell(text=label_of(m.role)),
            Cell(text=m.unit.name, detail=f"{m.unit.compartment.name} · {m.unit.site.name}"),
            Cell(
                text=formats.day(m.since),
                badge=Badge(label="à venir", tone="soon") if m.since > today else None,
            ),
            Cell(text=formats.day(date.fromordinal(m.until.toordinal() - 1)) if m.until else "—"),
        )
        for m in held
    )
    return Table(caption="Fonctions", columns=columns, rows=rows)


def _changes(user: User, why: str, *, held: bool) -> tuple[Action, ...]:
    def url(name: str) -> str:
        return reverse(f"administration:{name}", kwargs={"person": user.public_id})

    if not user.is_active:
        return ()
    none = "" if held else "Cette personne n’a aucune fonction."
    return (
        Action(label="Donner une fonction", url=url("give_role"), primary=not held),
        Action(label="Déplacer", url=url("move"), reason=none),
        Action(label="Retirer une fonction", url=url("end_role"), reason=none),
        Action(label="Corriger le nom", url=url("rename"), reason=why),
        Action(label="Préparer un départ", url=url("leave")),
    )


def _offered(user: User) -> tuple[str, ...]:
    return ("invite", "limits", "factor") if user.is_active else ("reopen",)


def _access(user: User, code: str, why: str) -> Action:
    return Action(
        label=ACCESS[code].label,
        url=reverse("administration:access", kwargs={"person": user.public_id}),
        method="post",
        confirm=ACCESS[code].confirm,
        fields=(("acte", code),),
        reason=why,
        danger=code == "factor",
    )
