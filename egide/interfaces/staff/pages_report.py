"""A report's page: where it stands, what may be done, its figures, texts, recommendations, comments, versions.

Finished words for the screen. Live figures until it is presented; then the frozen ones, counted again beside.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.kinds import state_label
from egide.interfaces.staff.pages_map import stations
from egide.interfaces.staff.pages_report_figures import StreamView, awaited, stream_views
from egide.interfaces.staff.pages_report_versions import (
    ToApprove,
    VersionRow,
    on_day,
    presented_version,
    versions_of,
)
from egide.interfaces.staff.report_steps import action_of
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.lifecycle.offered import offers
from egide.kernel.lifecycle.passages import standing_moves
from egide.kernel.measures.models import Measure
from egide.modules.planning.commenting import may_answer
from egide.modules.planning.models import CommentRequest, Edition, Recommendation, Section
from egide.modules.planning.queries import (
    EDITABLE,
    comments_due_on,
    comments_of,
    period_of,
    recommendations_of,
    report_of,
    sections_of,
    standing_edition,
    streams_of,
)
from egide.modules.planning.streams import discreet_home
from egide.modules.planning.telling import name_of
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.platform.typesetting.blocks import parse
from egide.ui import formats
from egide.ui.pages import Action, Badge, Crumb, Fact, Station


@dataclass(frozen=True, kw_only=True)
class TextView:
    """One text: its blocks, and where it is written."""

    title: str
    blocks: tuple[dict[str, Any], ...]
    edited: str
    edit: Action | None


@dataclass(frozen=True, kw_only=True)
class RecommendationView:
    """A numbered recommendation, with what may be done of it."""

    number: int
    text: str
    unit: str
    measure: str
    actions: tuple[Action, ...]


@dataclass(frozen=True, kw_only=True)
class CommentView:
    """What a unit was asked and said."""

    unit: str
    line: str
    text: str
    badge: Badge
    reply: str
    actions: tuple[Action, ...]


@dataclass(frozen=True, kw_only=True)
class ReportPage:
    """The whole page."""

    number: str
    title: str
    period: str
    days: str
    state: Badge
    crumbs: tuple[Crumb, ...]
    stations: tuple[Station, ...]
    actions: tuple[Action, ...]
    to_approve: ToApprove | None
    counted: str
    corrected: tuple[str, ...]
    awaited: tuple[Action, ...]
    streams: tuple[StreamView, ...]
    texts: tuple[TextView, ...]
    recommendations: tuple[RecommendationView, ...]
    recommend: Action | None
    comments: tuple[CommentView, ...]
    versions: tuple[VersionRow, ...]
    facts: tuple[Fact, ...]
    masking: Action | None
    dossier_url: str


def report_page(actor: Actor, dossier: Dossier, *, now: datetime) -> ReportPage:
    """Will build the page for this reader."""
    report, today = report_of(dossier), timezone.localdate(now)
    edition = None if dossier.state in EDITABLE else standing_edition(dossier)
    figures = stream_views(actor, dossier, report, edition, now=now)
    prepares = may(actor, dossier, "prepare").allowed and dossier.state in EDITABLE
    offered = offers(actor=actor, dossier=dossier, today=today)
    steps = tuple(action_of(dossier, offer) for offer in offered if offer.transition.code != "approve")
    period = period_of(report)
    comments = tuple(_comment(actor, dossier, one, today) for one in comments_of(dossier))
    # Whoever is asked for comments came for that: the act is not left at the foot of a long page.
    asked = tuple(action for one in comments for action in one.actions if action.primary)
    return ReportPage(
        number=dossier.number,
        title=dossier.title,
        period=period.label,
        days=period.days,
        state=Badge(label=state_label(dossier.kind, dossier.state), tone="now"),
        crumbs=(Crumb(label="Rapports", url="/travail/rapports/"), Crumb(label=dossier.number)),
        stations=stations(dossier, standing_moves(dossier), {}, now=now),
        actions=tuple(sorted((*asked, *steps), key=lambda action: not action.primary)),
        to_approve=presented_version(dossier, edition, offered) if dossier.state == "submitted" else None,
        counted=_counted(edition),
        corrected=tuple(line for view in figures for line in view.corrected),
        awaited=awaited(actor, dossier, report),
        streams=figures,
        texts=tuple(_text(dossier, one, prepares) for one in sections_of(dossier)),
        recommendations=_recommendations(actor, dossier, prepares=prepares),
        recommend=Action(
            label="Ajouter une recommandation", url=of_dossier("report_recommend", dossier.number)
        )
        if prepares
        else None,
        comments=comments,
        versions=versions_of(dossier),
        facts=_facts(dossier, report, today),
        masking=_masking(dossier, hidden=report.mask_small)
        if prepares and not discreet_home(report.compartment.code)
        else None,
        dossier_url=dossier_url(dossier.number),
    )


def _counted(edition: Edition | None) -> str:
    if edition is None:
        return (
            "Chiffres vivants\u00a0: comptés à l’instant, figés quand le rapport sera présenté à l’autorité."
        )
    at = formats.local(edition.frozen_at)
    return (
        f"Chiffres figés le {formats.day(at.date())} à {formats.clock(at.time())} par {name_of(edition.frozen_by)}. "
        "Aucune correction des dossiers ne les change."
    )


def _text(dossier: Dossier, section: Section, editable: bool) -> TextView:
    edited = on_day(section.edited_at)
    who = name_of(section.edited_by) if section.edited_by else ""
    words = "Écrire" if not section.text else "Modifier"
    return TextView(
        title=section.get_code_display(),
        blocks=tuple(block.data() for block in parse(section.text)),
        edited=f"{who}, le {edited}" if who else "",
        edit=Action(
            label=f"{words}\u00a0: {section.get_code_display().lower()}",
            url=of_dossier("report_section", dossier.number, rank=section.rank),
        )
        if editable
        else None,
    )


def _recommendations(actor: Actor, dossier: Dossier, *, prepares: bool) -> tuple[RecommendationView, ...]:
    measures = {one.rank: one for one in Measure.objects.filter(dossier_id=dossier.pk).select_related("unit")}
    acts = may(actor, dossier, "act").allowed and dossier.closed_on is None
    return tuple(
        _recommendation(
            dossier, number, one, measures.get(one.measure_rank or 0), prepares=prepares, acts=acts
        )
        for number, one in enumerate(recommendations_of(dossier), start=1)
    )


def _recommendation(
    dossier: Dossier, number: int, one: Recommendation, measure: Measure | None, *, prepares: bool, acts: bool
) -> RecommendationView:
    said = ""
    if measure:
        due = formats.day(measure.due_on)
        said = f"Mesure correctrice {measure.rank}\u00a0: {measure.unit.name}, au plus tard le {due}."
    make = Action(
        label="En faire une mesure", url=of_dossier("report_measure", dossier.number, rank=one.rank)
    )
    drop = Action(
        label="Retirer",
        url=of_dossier("report_unrecommend", dossier.number, rank=one.rank),
        method="post",
        fields=(("version", str(dossier.version)),),
    )
    return RecommendationView(
        number=number,
        text=one.text,
        unit=one.unit.name if one.unit else "",
        measure=said,
        actions=(*((make,) if acts and not measure else ()), *((drop,) if prepares and not measure else ())),
    )


def _comment(actor: Actor, dossier: Dossier, one: CommentRequest, today: date) -> CommentView:
    due = f"demandés à {one.asked_of.full_name} pour le {formats.day(one.due_on)}"
    answers = dossier.state == "comments" and may_answer(actor, one)
    treats = (
        one.answered_at
        and may(actor, dossier, "prepare").allowed
        and dossier.state in ("comments", "revision")
    )
    say = Action(
        label="Commenter" if one.answered_at is None else "Modifier mes commentaires",
        url=of_dossier("report_comment", dossier.number, rank=one.rank),
        primary=one.answered_at is None,
    )
    treat = Action(
        label="Modifier la suite" if one.treatment else "Donner suite",
        url=of_dossier("report_treat", dossier.number, rank=one.rank),
    )
    actions = (*((say,) if answers else ()), *((treat,) if treats else ()))
    if one.answered_at is None:
        silent = dossier.state not in ("preparation", "comments")
        badge = (
            Badge(label="N’a pas commenté", tone="idle") if silent else Badge(label="Attendus", tone="soon")
        )
        return CommentView(unit=one.unit.name, line=due, text="", badge=badge, reply="", actions=actions)
    by = one.answered_by.full_name if one.answered_by else ""
    return CommentView(
        unit=one.unit.name,
        line=f"{by}, le {on_day(one.answered_at)}",
        text=one.text,
        badge=Badge(label=one.get_treatment_display(), tone="met")
        if one.treatment
        else Badge(label="À traiter", tone="soon"),
        reply=one.reply,
        actions=actions,
    )


def _facts(dossier: Dossier, report: Any, today: date) -> tuple[Fact, ...]:
    due = comments_due_on(dossier)
    small = "Masqués dans les tableaux publiés" if report.mask_small else "Montrés"
    return (
        Fact(term="Période", value=period_of(report).label, detail=period_of(report).days),
        Fact(term="Comparée à", value=period_of(report).before.label),
        Fact(term="Volets", value=formats.listing([stream.label for stream in streams_of(report)])),
        Fact(term="Petits nombres", value=small, detail="Cases de moins de 5, choix à valider"),
        *(
            (Fact(term="Commentaires", value=formats.day(due), detail="cible interne, à valider"),)
            if due
            else ()
        ),
        Fact(
            term="Confié à",
            value=dossier.assignee.full_name if dossier.assignee else "Personne pour le moment",
        ),
        Fact(term="Unité", value=dossier.unit.name),
    )


def units_of(dossier: Dossier) -> list[tuple[str, str]]:
    """Will list the units of the report’s compartment, to be chosen in a form."""
    rows = Unit.objects.filter(compartment_id=dossier.compartment_id).order_by("name")
    return list(rows.values_list("code", "name"))


def _masking(dossier: Dossier, *, hidden: bool) -> Action:
    return Action(
        label="Montrer les petits nombres" if hidden else "Masquer les petits nombres",
        url=of_dossier("report_masking", dossier.number),
        method="post",
        fields=(("version", str(dossier.version)), ("hide", "" if hidden else "1")),
    )
