"""The register of the exchanges with the Protecteur du citoyen: what is open, what to follow, the count.

All SQL for this screen happens here; rows come from `visible()` and from behind the compartment's wall.
"""

from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.kinds import state_label
from egide.interfaces.staff.navigation import holds_any, kind_url
from egide.interfaces.staff.pages_ombudsman_count import count_section
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.law.roles import COMMISSION, COMMISSIONER, OMBUDSMAN, OMBUDSMAN_COORDINATOR, OMBUDSMAN_RESPONDENT
from egide.modules.ombudsman.access import KIND
from egide.modules.ombudsman.counting import year_count
from egide.modules.ombudsman.models import OmbudsmanExchange, Recommendation
from egide.modules.ombudsman.vocabulary import Answered
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import NotVisible
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Link, Table

REGISTER = "ombudsman"
TEAM_ROLES = (OMBUDSMAN_COORDINATOR, COMMISSIONER)
READERS = (*TEAM_ROLES, OMBUDSMAN_RESPONDENT)
SHOWN = 100
NAME = "Protecteur du citoyen"
NO_LEGAL = (
    "Chaque demande reçoit sa réponse à la date que la déléguée ou le délégué demande; sinon, à une cible interne. "
    "Ce n’est pas un délai légal."
)
WAITING = Q(done_on=None) & ~Q(answer=Answered.REFUSED)


def crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    """Will return the trail of a page of the register."""
    return (Crumb(label=NAME, url=reverse("staff:ombudsman")), *more)


def home_of(actor: Actor) -> Unit:
    """Will return the unit whose register the reader keeps: the complaint team's, or the Commissioner's.

    :raises NotVisible: the reader works in neither.
    """
    held = {a.unit_id for a in actor.roles if a.role in {role.code for role in READERS} and a.unit_id}
    rows = Unit.objects.select_related("compartment", "site").filter(
        pk__in=held, compartment__code__in=(OMBUDSMAN.code, COMMISSION.code)
    )
    found = rows.order_by("pk").first()
    if found is None:
        raise NotVisible
    return found


def register_page(actor: Actor, near: Horizon) -> Sheet:
    """Will show the open exchanges, the recommendations to follow, the count of the fiscal year."""
    seen = visible(actor, kind=KIND)
    leads = holds_any(actor, TEAM_ROLES)
    new = Action(label="Consigner une demande", url=reverse("staff:ombudsman_new"), primary=True)
    links = [Link(label="Tous les échanges", url=kind_url(KIND))]
    if leads:
        links += [
            Link(label="Réseau des personnes répondantes", url=reverse("staff:ombudsman_network")),
            Link(label="Personnes déléguées", url=reverse("staff:ombudsman_delegates")),
            Link(label="Rencontres et formations", url=reverse("staff:ombudsman_meetings")),
            Link(label="Suivi des recommandations (PDF)", url=reverse("staff:ombudsman_report")),
        ]
    return Sheet(
        title=NAME,
        sub=NO_LEGAL,
        crumbs=(Crumb(label=NAME),),
        actions=(new, _workbook()) if leads else (),
        links=tuple(links),
        sections=(
            _open_ones(seen, near),
            _to_follow(seen, near),
            *((count_section(year_count(seen, day=near.today)),) if leads else ()),
        ),
    )


def _workbook() -> Action:
    return Action(
        label="Recommandations (XLSX)",
        url=reverse("staff:export_ask"),
        method="post",
        fields=(("source", "ombudsman_recommendations"), ("format", "xlsx")),
    )


def _open_ones(seen: "QuerySet[Dossier]", near: Horizon) -> Section:
    rows = list(
        seen.filter(closed_on=None)
        .select_related("assignee", "ombudsman_exchange")
        .order_by("next_due_on", "pk")[:SHOWN]
    )
    table = Table(
        caption="Échanges ouverts",
        columns=(
            Column(label="Échéance", narrow=True),
            Column(label="Échange"),
            Column(label="Répondante ou répondant"),
        ),
        rows=tuple(
            (
                Cell(
                    badge=near.badge(row.next_due_on)
                    if row.next_due_on
                    else Badge(label="répondu", tone="met"),
                    detail=_day(row.next_due_on, near),
                ),
                Cell(
                    text=_about(row.ombudsman_exchange),
                    detail=" · ".join(
                        filter(
                            None,
                            (
                                row.number,
                                state_label(KIND, row.state),
                                row.ombudsman_exchange.their_reference,
                            ),
                        )
                    ),
                    url=dossier_url(row.number),
                ),
                Cell(text=row.assignee.full_name if row.assignee else "À confier"),
            )
            for row in rows
        ),
    )
    return Section(
        title="Échanges ouverts",
        table=table if rows else None,
        empty="Aucun échange n’est ouvert. Une demande reçue par lettre, courriel ou téléphone se consigne ici.",
    )


def _to_follow(seen: "QuerySet[Dossier]", near: Horizon) -> Section:
    rows = list(
        Recommendation.objects.filter(WAITING, dossier__in=seen)
        .select_related("dossier")
        .order_by("follow_up_on", "pk")[:SHOWN]
    )
    table = Table(
        caption="Recommandations à suivre",
        columns=(Column(label="Suivi", narrow=True), Column(label="Recommandation"), Column(label="Réponse")),
        rows=tuple(
            (
                Cell(badge=near.badge(row.follow_up_on), detail=_day(row.follow_up_on, near)),
                Cell(
                    text=_first(row.text),
                    detail=f"{row.dossier.number} · n°\u00a0{row.rank}",
                    url=of_dossier("ombudsman_matter", row.dossier.number),
                ),
                Cell(text=row.get_answer_display() if row.answer else "Sans réponse"),
            )
            for row in rows
        ),
    )
    return Section(
        title="Recommandations à suivre",
        table=table if rows else None,
        empty="Aucune recommandation n’attend de réponse ni de réalisation.",
    )


def _day(due: date | None, near: Horizon) -> str:
    # « hier » is of a day that is told beside it.
    return formats.short_day(due, today=near.today) if due else ""


def _about(own: OmbudsmanExchange) -> str:
    return f"{own.get_nature_display()} — {own.subject_name}"


def _first(text: str) -> str:
    first = text.split("\n", 1)[0]
    return first if len(first) <= 160 else f"{first[:159].rstrip()}…"
