"""The screens of the exchanges: the register with its count, one matter, the network, its meetings.

All SQL for these screens happens here; rows come from `visible()` and from behind the compartment's wall.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.kinds import state_label
from egide.interfaces.staff.navigation import holds_any, kind_url
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.kernel.documents.models import Document
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.gate.visibility import visible
from egide.kernel.records.holds import standing
from egide.law.roles import COMMISSION, COMMISSIONER, OMBUDSMAN, OMBUDSMAN_COORDINATOR, OMBUDSMAN_RESPONDENT
from egide.modules.ombudsman.access import KIND
from egide.modules.ombudsman.counting import YearCount, year_count
from egide.modules.ombudsman.models import Meeting, OmbudsmanExchange, Recommendation, Respondent, Submission
from egide.modules.ombudsman.queries import details, recommendations, submissions
from egide.modules.ombudsman.submitting import presidents
from egide.modules.ombudsman.vocabulary import Answered, Nature, Subject
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Membership, Unit, User
from egide.platform.errors.failures import NotVisible
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, Link, Table

REGISTER = "ombudsman"
TEAM_ROLES = (OMBUDSMAN_COORDINATOR, COMMISSIONER)
READERS = (*TEAM_ROLES, OMBUDSMAN_RESPONDENT)
SHOWN = 100
HIGHEST = 2**31 - 1
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
                    Fact(term="Sujet", value=own.get_subject_display()),
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


def network_page(unit: Unit, *, today: date) -> Sheet:
    """Will list the network, those who answer today first."""
    rows = list(
        Respondent.objects.filter(compartment_id=unit.compartment_id)
        .select_related("user", "unit")
        .order_by("number")
    )
    rows.sort(key=lambda row: (row.until is not None and row.until <= today, row.number))
    table = Table(
        caption="Personnes répondantes",
        columns=(
            Column(label="Personne"),
            Column(label="Sujets"),
            Column(label="Depuis", narrow=True),
            Column(label="Fin", narrow=True),
        ),
        rows=tuple(_respondent(row, today) for row in rows),
    )
    return Sheet(
        title="Réseau des personnes répondantes",
        sub="Une déléguée ou un délégué joint la personne répondante par le sujet de sa demande.",
        crumbs=crumbs(Crumb(label="Réseau")),
        actions=(
            Action(label="Nommer une personne répondante", url=reverse("staff:ombudsman_name"), primary=True),
        ),
        sections=(
            Section(
                title="Personnes répondantes",
                table=table if rows else None,
                empty="Personne n’est encore nommé. D’ici là, une demande attend que l’équipe la confie.",
            ),
        ),
    )


def meetings_page(unit: Unit, *, today: date) -> Sheet:
    """Will list the meetings and trainings of the network, newest first."""
    rows = Meeting.objects.filter(compartment_id=unit.compartment_id).order_by("-held_on", "-number")[:SHOWN]
    table = Table(
        caption="Rencontres et formations",
        columns=(
            Column(label="Date", narrow=True),
            Column(label="Sujets"),
            Column(label="Personnes présentes"),
        ),
        rows=tuple(
            (
                Cell(text=formats.short_day(row.held_on, today=today), detail=row.get_kind_display()),
                Cell(text=row.subjects, detail=row.documents),
                Cell(text=row.participants),
            )
            for row in rows
        ),
    )
    return Sheet(
        title="Rencontres et formations du réseau",
        crumbs=crumbs(Crumb(label="Rencontres")),
        actions=(
            Action(label="Consigner une rencontre", url=reverse("staff:ombudsman_meeting_new"), primary=True),
        ),
        sections=(
            Section(
                title="Rencontres",
                table=table if table.rows else None,
                empty="Après chaque rencontre ou formation, consignez la date, les personnes présentes et les sujets.",
            ),
        ),
    )


def people_of(unit: Unit, *, today: date) -> tuple[tuple[str, str], ...]:
    """Will list who works behind this wall today."""
    held = Membership.objects.filter(
        Q(until=None) | Q(until__gt=today), unit__compartment_id=unit.compartment_id, since__lte=today
    )
    rows = User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("full_name")
    return tuple((str(user.public_id), user.full_name) for user in rows)


def units_known() -> tuple[tuple[str, str], ...]:
    """Will list the units that a respondent may represent."""
    return tuple(Unit.objects.order_by("name").values_list("code", "name"))


def chosen_person(public_id: str) -> User:
    """Will return the account that a valid form names."""
    return User.objects.get(public_id=public_id)


def respondent_of(unit: Unit, number: int) -> Respondent:
    """Will return someone of the network by her number.

    :raises NotVisible: the network has none.
    """
    rows = Respondent.objects.select_related("compartment", "user")
    found = rows.filter(compartment_id=unit.compartment_id, number=min(number, HIGHEST)).first()
    if found is None:
        raise NotVisible
    return found


def count_section(count: YearCount) -> Section:
    """Will say the count of a fiscal year, each number with its unit."""
    words = "Aucune réponse" if count.median_days is None else f"{formats.number(count.median_days)} jours"
    natures = [
        Fact(term=str(Nature(code).label), value=formats.number(total))
        for code, total in count.by_nature.items()
    ]
    answers = [
        Fact(term=str(Answered(code).label) if code else "Sans réponse encore", value=formats.number(total))
        for code, total in count.by_answer.items()
        if total
    ]
    return Section(
        title=f"Compte de l’exercice, du {formats.day(count.first)} au {formats.day(count.last)}",
        note="Échanges reçus pendant l’exercice. Le délai médian compte les jours civils jusqu’à la réponse.",
        facts=(
            Fact(term="Échanges reçus", value=formats.number(count.received)),
            *natures,
            Fact(term="Répondus", value=formats.number(count.answered)),
            Fact(term="À la date demandée ou visée", value=formats.number(count.in_time)),
            Fact(term="Après cette date", value=formats.number(count.late)),
            Fact(term="Délai médian", value=words),
            Fact(term="Recommandations", value=formats.number(count.recommendations)),
            *answers,
            Fact(term="Réalisées", value=formats.number(count.done)),
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
                    else Badge(label="répondu", tone="met")
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
                Cell(badge=near.badge(row.follow_up_on)),
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


def _respondent(row: Respondent, today: date) -> tuple[Cell, ...]:
    ended = row.until is not None and row.until <= today
    url = reverse("staff:ombudsman_end", kwargs={"rank": row.number})
    last = (
        Cell(badge=Badge(label=f"jusqu’au {formats.short_day(row.until, today=today)}", tone="idle"))
        if row.until
        else Cell(text="Mettre fin", url=url)
    )
    return (
        Cell(text=row.user.full_name, detail=row.unit.name),
        Cell(
            text=", ".join(str(Subject(code).label) for code in row.subjects),
            detail="ne répond plus" if ended else "",
        ),
        Cell(text=formats.short_day(row.since, today=today)),
        last,
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


def _about(own: OmbudsmanExchange) -> str:
    return f"{own.get_nature_display()} — {own.get_subject_display()}"


def _first(text: str) -> str:
    first = text.split("\n", 1)[0]
    return first if len(first) <= 160 else f"{first[:159].rstrip()}…"
