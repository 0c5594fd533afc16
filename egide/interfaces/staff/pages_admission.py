"""The Commissioner's week: the notices due, the recommendations followed, the delegations. All SQL of these screens.

Finished words; the complaints themselves have the ordinary list and page of dossiers.
"""

from datetime import date

from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.recommendations.models import Recommendation
from egide.kernel.recommendations.reading import recommending_kinds, standing
from egide.law.roles import COMMISSION
from egide.modules.admission_complaints.access import KIND
from egide.modules.admission_complaints.delegating import LABELS, stands
from egide.modules.admission_complaints.models import Delegation
from egide.modules.admission_complaints.progressing import NEAR_DAYS, Expected, expected
from egide.modules.admission_complaints.queries import ordinal_notice
from egide.modules.admission_complaints.signing import NOTICE, is_past
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Compartment
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Table

HOUSE = Crumb(label="Bureau du Commissaire", url="/commissaire/")
PAGE = 200


def monday_page(actor: Actor, near: Horizon) -> Sheet:
    """Will list the notices late or due within two weeks, and offer to draft those that are not."""
    rows = expected(actor, today=near.today)
    missing = sum(not row.drafted and row.reachable for row in rows)
    late = sum(row.due.measured_on < near.today for row in rows)
    draft = Action(
        label=f"Rédiger {formats.count(missing, 'avis', 'avis')}" if missing else "Rédiger les avis",
        url=reverse("staff:admission_monday"),
        method="post",
        primary=True,
        reason="" if missing else "Tous les avis de la liste sont déjà rédigés.",
    )
    columns = (
        Column(label="Échéance"),
        Column(label="Plainte"),
        Column(label="Avis", narrow=True),
        Column(label="Lettre"),
        Column(label="Responsable"),
    )
    table = Table(
        caption="Avis de progression", columns=columns, rows=tuple(_notice(row, near) for row in rows)
    )
    told = f"{formats.count(len(rows), 'avis dû', 'avis dus')}, dont {late} en retard." if rows else ""
    return Sheet(
        title="Avis de progression à donner",
        sub=f"En retard, ou dus d’ici {NEAR_DAYS} jours. Chaque lundi matin, Égide rédige ceux qui manquent.",
        crumbs=(HOUSE, Crumb(label="Avis de progression")),
        actions=(draft,) if rows else (),
        sections=(
            Section(
                title="Avis dus",
                note=told,
                table=table if rows else None,
                empty="Aucun avis n’est dû d’ici deux semaines. Le premier est dû 90 jours après la réception d’une "
                "plainte, puis tous les 30 jours jusqu’à la conclusion.",
            ),
        ),
    )


def notice_again(dossier: Dossier, letter: Letter, *, today: date) -> tuple[Action, ...]:
    """Will offer, on a progress notice of a period that is over, to draft the one of today in one act."""
    if dossier.kind != KIND or letter.template != NOTICE or not is_past(dossier, letter, today):
        return ()
    return (
        Action(
            label="Rédiger l’avis de la période en cours",
            url=of_dossier("notice_again", dossier.number),
            method="post",
            primary=True,
            fields=(("version", str(dossier.version)),),
        ),
    )


def follow_up_page(actor: Actor, today: date) -> Sheet:
    """Will list every recommendation that still waits for something, the soonest follow-up first."""
    rows = list(
        Recommendation.objects.filter(
            dossier__in=visible(actor).filter(kind__in=recommending_kinds(), closed_on=None),
            withdrawn_at=None,
            done_on=None,
        )
        .exclude(answer="refused")
        .select_related("dossier", "party")
        .order_by("follow_up_on", "pk")[:PAGE]
    )
    columns = (
        Column(label="À revoir le"),
        Column(label="Recommandation"),
        Column(label="Partie"),
        Column(label="Où elle en est"),
    )
    table = Table(
        caption="Recommandations suivies",
        columns=columns,
        rows=tuple(
            (
                Cell(
                    badge=Badge(
                        label=formats.day(row.follow_up_on),
                        tone="late" if row.follow_up_on < today else "idle",
                    )
                ),
                Cell(
                    text=row.text if len(row.text) < 160 else f"{row.text[:157]}…",
                    detail=row.dossier.number,
                    url=of_dossier("dossier_recommendations", row.dossier.number),
                ),
                Cell(text=row.party.name),
                Cell(text=standing(row, today)),
            )
            for row in rows
        ),
    )
    return Sheet(
        title="Recommandations à suivre",
        sub="Sans réponse, ou acceptées et pas encore réalisées.",
        crumbs=(HOUSE, Crumb(label="Recommandations à suivre")),
        sections=(
            Section(
                title="Recommandations",
                table=table if rows else None,
                empty="Aucune recommandation n’attend de suite. Elles s’écrivent de l’onglet "
                "«\u00a0Recommandations\u00a0» d’une plainte, pendant l’enquête ou la facilitation, ou d’un travail en "
                "cours.",
            ),
        ),
    )


def his_compartment() -> Compartment:
    """Will return the Commissioner's compartment, where delegations are kept."""
    return Compartment.objects.get(code=COMMISSION.code)


def delegations_page(compartment: Compartment, today: date) -> Sheet:
    """Will list the delegations, those that stand first, and offer to give or to withdraw one."""
    rows = list(
        Delegation.objects.filter(compartment=compartment)
        .select_related("user")
        .order_by("-until", "-rank")[:PAGE]
    )
    return Sheet(
        title="Délégations",
        sub="Ce qu’un analyste fait en votre nom, entre deux dates. Les conclusions restent les vôtres.",
        crumbs=(HOUSE, Crumb(label="Délégations")),
        actions=(
            Action(label="Donner une délégation", url=reverse("staff:admission_delegate"), primary=True),
        ),
        sections=tuple(_delegation(row, today) for row in rows)
        or (
            Section(
                title="Aucune délégation",
                empty="Sans délégation, un analyste prépare les lettres et les pièces des dossiers qui lui sont "
                "confiés; vous décidez et signez tout.",
            ),
        ),
    )


def complaints_section(*, his: bool) -> Section:
    """Will offer what concerns complaints on the page of the Commissioner's house."""
    links = [
        Action(label="Avis de progression à donner", url=reverse("staff:admission_monday"), primary=True),
        Action(label="Recommandations à suivre", url=reverse("staff:admission_followed")),
    ]
    if his:
        links += [
            Action(label="Accueil des plaintes", url=reverse("staff:admission_arrivals")),
            Action(label="Délégations", url=reverse("staff:admission_delegations")),
            Action(label="Plainte sur votre personnel", url=reverse("staff:admission_staff_new")),
        ]
    return Section(
        title="Plaintes",
        note="Premier avis à 90 jours, puis tous les 30 jours jusqu’à la conclusion.",
        actions=tuple(links),
    )


def _notice(row: Expected, near: Horizon) -> tuple[Cell, ...]:
    dossier, due = row.dossier, row.due
    target = f"cible\u00a0: {formats.day(due.internal_target)}"
    return (
        Cell(badge=near.badge(due.measured_on), detail=target),
        Cell(text=dossier.title, detail=dossier.number, url=dossier_url(dossier.number)),
        Cell(text=ordinal_notice(due.occurrence)),
        _letter(row),
        Cell(text=dossier.assignee.full_name if dossier.assignee else "Personne"),
    )


def _letter(row: Expected) -> Cell:
    if row.letter is not None:
        url = of_dossier("letter", row.dossier.number, rank=row.letter.rank)
        return Cell(text=str(LetterState(row.letter.state).label), url=url)
    if not row.reachable:
        return Cell(
            badge=Badge(label="Sans adresse", tone="late"), detail="La personne ne peut pas être jointe."
        )
    return Cell(text="À rédiger")


def _delegation(row: Delegation, today: date) -> Section:
    period = f"du {formats.day(row.since)} au {formats.day(row.until)}"
    if row.withdrawn_at is not None:
        state = "retirée"
    elif stands(row, today):
        state = "en vigueur"
    else:
        state = "à venir" if row.since > today else "terminée"
    withdraw = Action(
        label="Retirer",
        url=reverse("staff:admission_delegation_withdraw", kwargs={"rank": row.rank}),
        method="post",
        confirm=f"Retirer la délégation de {row.user.full_name}? Elle prend fin aussitôt.",
    )
    live = row.withdrawn_at is None and row.until >= today
    return Section(
        title=row.user.full_name,
        note=f"{period[0].upper()}{period[1:]} · {state}",
        lines=tuple(LABELS[code] for code in row.powers),
        actions=(withdraw,) if live else (),
    )
