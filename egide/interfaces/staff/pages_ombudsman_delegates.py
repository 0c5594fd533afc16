"""Delegates of the Protecteur du citoyen: the list, and one with the state of her account and what it opens.

Rows come from behind the wall of the reader's own compartment.
"""

from datetime import date

from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.pages_ombudsman import crumbs
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.modules.ombudsman.delegates import delegates_of, opened_by
from egide.modules.ombudsman.models import Delegate
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import NotVisible
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, Table

HIGHEST = 2**31 - 1
LIST = "Personnes déléguées"
NO_NEED = (
    "Une déléguée ou un délégué n’a besoin d’aucun compte\u00a0: un appel consigné ou un lien secret suffit. "
    "Un compte, avec un second facteur, ne montre que ses propres échanges."
)


def delegates_page(unit: Unit, *, today: date) -> Sheet:
    """Will list the delegates known to the team."""
    rows = list(delegates_of(unit.compartment_id))
    table = Table(
        caption=LIST,
        columns=(Column(label="Personne"), Column(label="Compte"), Column(label="Dernière connexion")),
        rows=tuple(
            (
                Cell(
                    text=row.name,
                    detail=row.email,
                    url=reverse("staff:ombudsman_delegate", kwargs={"rank": row.number}),
                ),
                Cell(badge=_badge(row)),
                Cell(text=_last_seen(row, today)),
            )
            for row in rows
        ),
    )
    return Sheet(
        title=LIST,
        sub=NO_NEED,
        crumbs=crumbs(Crumb(label=LIST)),
        actions=(
            Action(label="Inscrire une personne", url=reverse("staff:ombudsman_delegate_new"), primary=True),
        ),
        sections=(
            Section(
                title=LIST,
                table=table if rows else None,
                empty="Personne n’est inscrit. Inscrivez une personne pour l’inviter ensuite à un compte.",
            ),
        ),
    )


def delegate_page(row: Delegate, *, today: date) -> Sheet:
    """Will show one delegate."""
    opened = list(opened_by(row))
    table = Table(
        caption="Échanges ouverts à ce compte",
        columns=(Column(label="Échange"), Column(label="Depuis", narrow=True)),
        rows=tuple(
            (
                Cell(
                    text=each.dossier.ombudsman_exchange.subject_name,
                    detail=f"{each.dossier.number} · demandé par {each.party.name}",
                    url=dossier_url(each.dossier.number),
                ),
                Cell(text=formats.short_day(formats.local(each.since).date(), today=today)),
            )
            for each in opened
        ),
    )
    return Sheet(
        title=row.name,
        sub=row.email,
        badges=(_badge(row),),
        crumbs=crumbs(Crumb(label=LIST, url=reverse("staff:ombudsman_delegates")), Crumb(label=row.name)),
        actions=_actions(row, some=bool(opened)),
        sections=(
            Section(
                title="Compte",
                facts=(
                    Fact(term="Courriel", value=row.email),
                    Fact(
                        term="Invitation",
                        value=formats.day(formats.local(row.invited_at).date())
                        if row.invited_at
                        else "aucune",
                    ),
                    Fact(term="Dernière connexion", value=_last_seen(row, today)),
                ),
                note="Un mot de passe choisi par la personne, puis un second facteur. Chaque lecture est au journal de "
                "l’échange.",
            ),
            Section(
                title="Échanges ouverts à ce compte",
                table=table if opened else None,
                empty="Aucun. L’invitation ouvre ceux qui ont été demandés depuis cette adresse; les suivants "
                "s’ouvrent d’eux-mêmes.",
            ),
        ),
    )


def delegate_of_rank(unit: Unit, rank: int) -> Delegate:
    """Will return a delegate by her number.

    :raises NotVisible: the team knows none.
    """
    found = delegates_of(unit.compartment_id).filter(number=min(rank, HIGHEST)).first()
    if found is None:
        raise NotVisible
    return found


def exchanges_offered(row: Delegate) -> tuple[tuple[str, str], ...]:
    """Will list the exchanges that may be taken away."""
    return tuple(
        (each.dossier.number, f"{each.dossier.number}, {each.dossier.ombudsman_exchange.subject_name}")
        for each in opened_by(row)
    )


def _actions(row: Delegate, *, some: bool) -> tuple[Action, ...]:
    def step(label: str, code: str, *, reason: str = "", **more: bool) -> Action:
        url = reverse("staff:ombudsman_delegate_step", kwargs={"rank": row.number, "step": code})
        return Action(label=label, url=url, reason=reason, **more)  # type: ignore[arg-type]

    if row.user is None:
        return (step("Inviter à un compte", "inviter", primary=True),)
    if row.closed_at is not None:
        return (step("Rouvrir le compte", "rouvrir", primary=True),)
    return (
        step("Ouvrir un échange à ce compte", "echange", primary=True),
        step("Retirer un échange", "retirer", reason="" if some else "Ce compte n’ouvre aucun échange."),
        step("Envoyer de nouveau l’invitation", "inviter"),
        step("Retirer le second facteur", "second-facteur"),
        step("Fermer le compte", "fermer", danger=True),
    )


def _badge(row: Delegate) -> Badge:
    if row.user is None:
        return Badge(label="sans compte")
    if row.closed_at is not None or not row.user.is_active:
        return Badge(label="compte fermé")
    if row.user.last_login is None:
        return Badge(label="invitation envoyée", tone="soon")
    return Badge(label="compte ouvert", tone="met")


def _last_seen(row: Delegate, today: date) -> str:
    seen = row.user.last_login if row.user else None
    return formats.moment(formats.local(seen), today=today) if seen else "jamais"
