"""One exchange beside its lifecycle: its dates, what it holds, its recommendations, its submissions.

All SQL for this screen happens here; the register is pages_ombudsman.py.
"""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.pages_ombudsman import NAME, SHOWN
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.kernel.documents.models import Document
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.gate.visibility import visible
from egide.kernel.records.holds import standing
from egide.modules.ombudsman.models import OmbudsmanExchange, Recommendation, Submission
from egide.modules.ombudsman.queries import details, recommendations, submissions
from egide.modules.ombudsman.submitting import presidents
from egide.modules.ombudsman.vocabulary import Answered
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, Link, Table


def matter_page(actor: Actor, dossier: Dossier, near: Horizon) -> Sheet:
    """Will show one exchange beside its lifecycle: dates, what it holds, recommendations, submissions."""
    own = details(dossier)
    works = may(actor, dossier, "act").allowed and dossier.closed_on is None
    leads = may(actor, dossier, "submit").allowed
    linked = visible(actor).filter(number=own.linked_number).first() if own.linked_number else None
    held = bool(standing(dossier, dossier.number))
    asked = (
        Fact(term="Date demandée", value=formats.day(own.asked_on))
        if own.asked_on
        else Fact(term="Date demandée", value="Aucune", detail="cible interne, modifiable")
    )
    acts = [
        _act(dossier, "date", "Changer la date de réponse"),
        _act(dossier, "dossier-concerne", "Lier un dossier"),
    ]
    release = (
        (_act(dossier, "liberer", "Lever ce que l’échange retenait"),) if held and dossier.closed_on else ()
    )
    return Sheet(
        title="Protecteur du citoyen",
        sub=f"{dossier.number} · {dossier.title}",
        crumbs=(
            Crumb(label=NAME, url=reverse("staff:ombudsman")),
            Crumb(label=dossier.number, url=dossier_url(dossier.number)),
            Crumb(label="Suivi"),
        ),
        links=(Link(label="Revenir au dossier", url=dossier_url(dossier.number)),),
        actions=tuple(acts) if works and leads else release if leads else (),
        sections=(
            Section(
                title="La demande",
                facts=(
                    Fact(term="Nature", value=own.get_nature_display()),
                    Fact(term="Sujet", value=own.subject_name),
                    Fact(term="Référence du Protecteur", value=own.their_reference or "Non donnée"),
                    asked,
                    Fact(
                        term="Dossier concerné",
                        value=own.linked_number or "Aucun",
                        detail=_linked_words(own, linked, held=held),
                        url=dossier_url(linked.number) if linked else "",
                    ),
                ),
            ),
            _recommendations(dossier, list(recommendations(dossier)), near, works=works and leads),
            *_submissions(dossier, list(submissions(dossier)), near.today, leads=leads),
        ),
    )


def offered(dossier: Dossier, step: str, *, today: date) -> tuple[tuple[str, str], ...]:
    """Will read what a form about the exchange may propose."""
    if step == "soumettre":
        return tuple((str(user.public_id), user.full_name) for user in presidents(on=today))
    if step == "realisation":
        rows = Document.objects.filter(dossier_id=dossier.pk).order_by("-rank")[:SHOWN]
        return tuple((str(row.rank), f"{row.rank}. {row.title}") for row in rows)
    return ()


def _recommendations(
    dossier: Dossier, rows: Sequence[Recommendation], near: Horizon, *, works: bool
) -> Section:
    table = Table(
        caption="Recommandations",
        columns=(
            Column(label="N°", narrow=True),
            Column(label="Recommandation"),
            Column(label="Où elle en est"),
        ),
        rows=tuple(
            (
                Cell(text=str(row.rank)),
                Cell(text=row.text, detail=row.reasons),
                Cell(badge=_standing(row, near), detail=_where(row, near.today)),
            )
            for row in rows
        ),
    )
    each = [
        action
        for row in rows
        if works and row.done_on is None
        for action in (
            Action(
                label=f"{'Changer la réponse' if row.answer else 'Répondre'}\u00a0: n°\u00a0{row.rank}",
                url=of_dossier("ombudsman_row", dossier.number, rank=row.rank, step="reponse"),
                primary=not row.answer,
            ),
            *(
                (
                    Action(
                        label=f"Déclarer réalisée\u00a0: n°\u00a0{row.rank}",
                        url=of_dossier("ombudsman_row", dossier.number, rank=row.rank, step="realisation"),
                    ),
                )
                if row.answer in (Answered.ACCEPTED, Answered.PARTLY)
                else ()
            ),
        )
    ]
    add = (_act(dossier, "recommandation", "Consigner une recommandation"),) if works else ()
    return Section(
        title="Recommandations",
        note="Mot à mot, avec la réponse de l’Office et ses raisons." if rows else "",
        table=table if rows else None,
        empty="Aucune. Une recommandation se consigne mot à mot; l’Office y répond, puis en rend compte.",
        actions=(*each, *add),
    )


def _submissions(
    dossier: Dossier, rows: Sequence[Submission], today: date, *, leads: bool
) -> tuple[Section, ...]:
    open_one = any(row.withdrawn_at is None for row in rows)
    if not leads and not rows:
        return ()
    table = Table(
        caption="Soumissions",
        columns=(Column(label="Depuis", narrow=True), Column(label="Demandé"), Column(label="Orientation")),
        rows=tuple(
            (
                Cell(
                    text=formats.moment(row.submitted_at, today=today),
                    detail="retirée" if row.withdrawn_at else row.user.full_name,
                ),
                Cell(text=row.words),
                Cell(text=row.orientation or "Attendue"),
            )
            for row in rows
        ),
    )
    withdrawals = tuple(
        Action(
            label="Retirer de la présidence",
            url=of_dossier("ombudsman_row", dossier.number, rank=row.rank, step="retirer"),
        )
        for row in rows
        if row.withdrawn_at is None and leads
    )
    add = (
        ()
        if open_one or not leads or dossier.closed_on
        else (_act(dossier, "soumettre", "Soumettre à la présidence"),)
    )
    return (
        Section(
            title="Présidence",
            note="La présidence voit cet échange tant qu’il lui est soumis." if rows else "",
            table=table if rows else None,
            empty="La présidence ne voit pas cet échange, à moins qu’il lui soit soumis.",
            actions=(*withdrawals, *add),
        ),
    )


def _standing(row: Recommendation, near: Horizon) -> Badge:
    if row.done_on:
        return Badge(label="Réalisée", tone="met")
    if not row.answer:
        return Badge(label="Sans réponse", tone="soon")
    if row.answer == Answered.REFUSED:
        return Badge(label="Refusée", tone="idle")
    return Badge(label=row.get_answer_display(), tone=near.tone(row.follow_up_on))


def _where(row: Recommendation, today: date) -> str:
    if row.done_on:
        return f"le {formats.short_day(row.done_on, today=today)}\u00a0: {row.evidence}"
    if row.follow_up_on:
        return f"suivi le {formats.short_day(row.follow_up_on, today=today)}"
    return ""


def _linked_words(own: OmbudsmanExchange, linked: Dossier | None, *, held: bool) -> str:
    if not own.linked_number:
        return ""
    if linked is None:
        return "vous n’y avez pas accès\u00a0: seul le numéro est gardé"
    return f"{linked.title}{' · retenu' if held else ''}"


def _act(dossier: Dossier, step: str, label: str) -> Action:
    return Action(label=label, url=of_dossier("ombudsman_step", dossier.number, step=step))
