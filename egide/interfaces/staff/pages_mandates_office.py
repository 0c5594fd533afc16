"""The page of one mandate: dates, progress, parts, people, approval; and what its forms may propose.

All SQL for these screens happens here.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.forms_mandates_office import Offered
from egide.interfaces.staff.kinds import state_label
from egide.interfaces.staff.mandate_office_steps import STEPS
from egide.interfaces.staff.pages_moves import crumbs
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.modules.mandates import queries
from egide.modules.mandates.models import Task, Verdict
from egide.modules.mandates.naming import nameable
from egide.modules.mandates.opening import units_of
from egide.modules.mandates.pages import requester_words, shown_percent
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit, User
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, HistoryEntry, Table

SHOWN = 60
CLOSED_WHILE_HELD = "Suspendu\u00a0: le mandat n’est pas compté en retard. Sa date reste le {day}."


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """Someone named on the mandate, and how to end it."""

    name: str
    detail: str
    badge: Badge | None = None
    end: Action | None = None


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """One part of the work."""

    text: str
    detail: str
    badge: Badge
    actions: tuple[Action, ...]


@dataclass(frozen=True, kw_only=True)
class MandatePage:
    """The page as its template reads it."""

    crumbs: tuple[Crumb, ...]
    number: str
    title: str
    version: int
    badges: tuple[Badge, ...]
    held: str
    actions: tuple[Action, ...]
    more: tuple[Action, ...]
    percent: int
    progress: tuple[HistoryEntry, ...]
    tasks: tuple[TaskRow, ...]
    result: str
    dates: tuple[Fact, ...]
    revisions: Table | None
    contributors: tuple[PersonRow, ...]
    chain: tuple[PersonRow, ...]
    facts: tuple[Fact, ...]
    asked: tuple[Fact, ...]


def mandate_page(actor: Actor, dossier: Dossier, near: Horizon) -> MandatePage:
    """Will build the page for this reader."""
    own, today = queries.mandate_of(dossier), near.today
    direct = may(actor, dossier, "direct").allowed
    allowed = [a for a in ("contribute", "direct", "approve") if may(actor, dossier, a).allowed]
    shown = tuple(
        Action(
            label=step.label,
            url=of_dossier("mandate_office_step", dossier.number, step=code),
            primary=code in ("avancement", "avis"),
        )
        for code, step in STEPS.items()
        if step.action in allowed and dossier.state not in step.shut and _is_turn(actor, dossier, code)
    )
    return MandatePage(
        crumbs=crumbs(dossier, "Suivi du mandat"),
        number=dossier.number,
        title=dossier.title,
        version=dossier.version,
        badges=_badges(dossier, own.due_on, near),
        held=CLOSED_WHILE_HELD.format(day=formats.day(own.due_on)) if dossier.state == "on_hold" else "",
        actions=tuple(sorted(shown[:4], key=lambda action: not action.primary)),
        more=shown[4:],
        percent=shown_percent(dossier, own),
        progress=tuple(
            HistoryEntry(
                when=formats.moment(told.told_at, today=today),
                iso=formats.local(told.told_at).isoformat(timespec="minutes"),
                what=f"{told.percent}\u00a0%.",
                text=told.words,
                who=told.told_by,
            )
            for told in queries.progress_of(dossier)[:SHOWN]
        ),
        tasks=tuple(_task(actor, dossier, task, near) for task in queries.tasks_of(dossier)),
        result=own.result,
        dates=_dates(dossier, near),
        revisions=_revisions(dossier, today),
        contributors=tuple(
            PersonRow(
                name=one.user.full_name,
                detail=one.part or one.user.job_title,
                end=_end(dossier, "collaboration", one.rank, "Retirer", one.user.full_name)
                if direct and dossier.state not in ("closed", "cancelled")
                else None,
            )
            for one in queries.contributors_of(dossier)
        ),
        chain=_chain(dossier, direct=direct),
        facts=(
            Fact(term="Demandé par", value=requester_words(own)),
            Fact(
                term="Responsable",
                value=dossier.assignee.full_name if dossier.assignee else "Personne pour le moment",
            ),
            Fact(term="Unité", value=dossier.unit.name),
            Fact(term="Priorité", value=str(own.get_priority_display())),
        ),
        asked=(
            Fact(term="Objet", value=own.purpose),
            Fact(term="Livrable", value=own.deliverable),
        ),
    )


def offered(dossier: Dossier, *, today: date) -> Offered:
    """Will read what the forms about a mandate may propose."""
    own = queries.mandate_of(dossier)
    return Offered(
        today=today,
        people=people_of(dossier.compartment_id, today=today),
        known=(
            ("percent", own.percent),
            ("text", ""),
            ("purpose", own.purpose),
            ("deliverable", own.deliverable),
            ("priority", own.priority),
        ),
    )


def offered_to_give(actor: Actor, *, today: date) -> Offered:
    """Will read what a new mandate may propose: units one answers for, the people who work beside them."""
    units = units_of(actor)
    places = sorted({unit.compartment_id for unit in units})
    people = [one for place in places for one in people_of(place, today=today)]
    asking = Unit.objects.filter(compartment_id__in=places).order_by("name").values_list("code", "name")
    return Offered(
        today=today,
        units=tuple((unit.code, unit.name) for unit in units),
        requesters=tuple(asking),
        people=tuple(dict(people).items()),
    )


def people_of(compartment_id: int, *, today: date) -> tuple[tuple[str, str], ...]:
    """Will return the people who may be named in a compartment: public identifier, name and title."""
    return tuple(
        (str(user.public_id), ", ".join(part for part in (user.full_name, user.job_title) if part))
        for user in nameable(compartment_id, today=today)
    )


def _is_turn(actor: Actor, dossier: Dossier, code: str) -> bool:
    if code != "avis":
        return True
    if dossier.state != "delivered" or dossier.assignee_id in actor.stands_for():
        return False
    waiting = next((link for link in queries.chain_of(dossier) if not link.approved), None)
    return waiting is not None and waiting.approver.user_id in actor.stands_for()


def _badges(dossier: Dossier, due_on: date, near: Horizon) -> tuple[Badge, ...]:
    state = Badge(label=state_label(dossier.kind, dossier.state), tone="now")
    if dossier.next_due_on is None:
        return (state,)
    return (state, near.badge(dossier.next_due_on))


def _dates(dossier: Dossier, near: Horizon) -> tuple[Fact, ...]:
    own, delivery = queries.mandate_of(dossier), queries.delivery_of(dossier)
    done = delivery.occurred_on if delivery else None
    moved = own.first_due_on != own.due_on
    facts = [
        Fact(term="Demandé le", value=formats.day(dossier.received_on)),
        Fact(
            term="À livrer le", value=formats.day(own.due_on), detail=_late(own.due_on, done, dossier, near)
        ),
    ]
    if moved:
        facts.append(
            Fact(
                term="Date d’origine",
                value=formats.day(own.first_due_on),
                detail=_late(own.first_due_on, done, dossier, near),
            )
        )
    facts.append(Fact(term="Livré le", value=formats.day(done) if done else "Pas encore"))
    return tuple(facts)


def _late(due: date, done: date | None, dossier: Dossier, near: Horizon) -> str:
    if done is None and dossier.next_due_on is None:
        return "suspendue" if dossier.state == "on_hold" else ""
    gap = ((done or near.today) - due).days
    if gap <= 0:
        return "tenue" if done else ""
    return f"{'livré avec ' if done else ''}{formats.count(gap, 'jour')} de retard"


def _revisions(dossier: Dossier, today: date) -> Table | None:
    rows = tuple(
        (
            Cell(text=formats.day(one.former), detail=f"devient le {formats.day(one.due_on)}"),
            Cell(text=one.reason),
            Cell(text=one.revised_by, detail=formats.moment(one.revised_at, today=today)),
        )
        for one in queries.revisions_of(dossier)
    )
    columns = (Column(label="Date", narrow=True), Column(label="Pourquoi"), Column(label="Qui, quand"))
    return Table(caption="Dates révisées", columns=columns, rows=rows) if rows else None


def _task(actor: Actor, dossier: Dossier, task: Task, near: Horizon) -> TaskRow:
    open_one = task.done_at is None
    works = may(actor, dossier, "contribute").allowed and dossier.state not in (
        "approved",
        "closed",
        "cancelled",
    )
    acts = (("terminer", "Terminée"), ("retirer", "Retirer")) if open_one else (("reprendre", "Reprendre"),)
    offered_here = works and (open_one or dossier.state != "delivered")
    return TaskRow(
        text=task.text,
        detail=task.owner.full_name if task.owner else "À répartir",
        badge=(near.badge(task.due_on) if task.due_on else Badge(label="à faire"))
        if open_one
        else Badge(label="terminée", tone="met"),
        actions=tuple(
            Action(
                label=label,
                url=of_dossier("mandate_office_task", dossier.number, step=code, rank=task.rank),
                method="post",
                fields=(("version", str(dossier.version)),),
            )
            for code, label in acts
        )
        if offered_here
        else (),
    )


def _chain(dossier: Dossier, *, direct: bool) -> tuple[PersonRow, ...]:
    links = queries.chain_of(dossier)
    rows, turn = [], dossier.state == "delivered"
    for link in links:
        said = link.opinion
        waits = turn and not link.approved
        turn = turn and link.approved
        badge = Badge(label="attendu", tone="now") if waits else None
        if said is not None:
            badge = Badge(
                label=str(said.get_verdict_display()).lower(),
                tone="met" if said.verdict == Verdict.APPROVED else "late",
            )
        spoke = f"par {said.given_by}" if said and said.given_by != link.approver.user.full_name else ""
        words = said.words if said else ""
        rows.append(
            PersonRow(
                name=link.approver.user.full_name,
                detail=" · ".join(part for part in (link.approver.user.job_title, spoke, words) if part),
                badge=badge,
                end=_end(dossier, "approbation", link.approver.rank, "Retirer", link.approver.user.full_name)
                if direct
                and len(links) > 1
                and dossier.state not in ("delivered", "approved", "closed", "cancelled")
                else None,
            )
        )
    return tuple(rows)


def _end(dossier: Dossier, what: str, rank: int, label: str, name: str) -> Action:
    return Action(
        label=f"{label} {name}",
        url=of_dossier("mandate_office_end", dossier.number, step=what, rank=rank),
        method="post",
        fields=(("version", str(dossier.version)),),
    )


def mandate_home(number: str) -> str:
    """Will return the address of a mandate’s page."""
    return reverse("staff:mandate_office", kwargs={"number": number})


def account_of(actor: Actor) -> User:
    """Will return the reader’s account: who signs a note."""
    return User.objects.get(pk=actor.user_id or 0)


def unit_of_code(code: str) -> Unit:
    """Will return the unit of this code, as the form offered it."""
    return Unit.objects.get(code=code)
