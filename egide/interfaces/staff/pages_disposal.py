"""Disposition lists on the screen: those there are, one of them with its dossiers, and what may be done.

A title is shown only to whoever may open the dossier; everyone else reads the number, the class and the dates.
"""

from datetime import date, datetime

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.addresses import dossier_url, with_query
from egide.interfaces.staff.disposal_facts import facts_of, papers_of
from egide.interfaces.staff.pages_disposal_hands import paper_to_pull, rule_of_hands
from egide.interfaces.staff.pages_holds import titles
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.kernel.disposal import lists
from egide.kernel.disposal.alarms import alarms
from egide.kernel.disposal.models import Choice, DispositionList, Fate, ListItem, ListState, Outcome
from egide.kernel.disposal.paper import parts_left
from egide.kernel.disposal.rights import PREPARERS, approves, heads, prepares, require_approver
from egide.kernel.dossiers.models import Dossier
from egide.law import roles
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Link, Table, Tone

PAGE = 100
NOTHING_DUE = (
    "Rien pour le moment. Un dossier paraît ici le lendemain de son dernier jour, s’il n’est pas gelé."
)
TONES: dict[str, Tone] = {
    ListState.DRAFT: "idle", ListState.REVIEW: "now", ListState.CHECK: "now", ListState.APPROVAL: "soon",
    ListState.WINDOW: "soon", ListState.RUNNING: "now", ListState.CLOSED: "met", ListState.CANCELLED: "idle",
}  # fmt: skip
OUTCOMES: dict[str, Tone] = {
    Outcome.DESTROYED: "met", Outcome.TRANSFERRED: "met", Outcome.CHOSEN: "now", Outcome.DROPPED: "late",
    Outcome.KEPT: "soon",
}  # fmt: skip
COLUMNS = (
    Column(label="Liste"),
    Column(label="Unité"),
    Column(label="Dossiers", numeric=True),
    Column(label="Étape"),
)
ITEMS = (
    Column(label="Dossier"),
    Column(label="Classe"),
    Column(label="Conservé jusqu’au"),
    Column(label="Réponse"),
)


def crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    """Will return the trail of a page of lists; none on the page that the menu names."""
    return (Crumb(label="Élimination", url=reverse("staff:disposals")), *more) if more else ()


def lists_of(actor: Actor) -> "list[DispositionList]":
    """Will return the lists that the actor prepares, or of whose unit he answers, the newest first."""
    rows = DispositionList.objects.select_related("unit", "compartment").order_by("-made_at", "-pk")
    return [one for one in rows[:500] if _reaches(actor, one)]


def list_of(actor: Actor, number: str) -> DispositionList:
    """Will return one of them by its number.

    :raises NotVisible: none of theirs has this number.
    """
    rows = DispositionList.objects.select_related(
        "unit__site", "compartment", "made_by", "reviewed_by", "checked_by", "approved_by"
    )
    for found in rows.filter(number=number.upper()[:40]):
        if _reaches(actor, found):
            return found
    raise NotVisible


def _reaches(actor: Actor, listed: DispositionList) -> bool:
    mine = prepares(actor, listed.compartment_id) or heads(actor, listed)
    return mine or (listed.state == ListState.APPROVAL and approves(actor, listed))


def disposals_page(actor: Actor, *, now: datetime) -> Sheet:
    """Will show what is due, what is late, and the lists."""
    rows = lists_of(actor)
    late = [f"{alarm.number}\u00a0: {alarm.words}" for alarm in alarms(now=now)]
    maker = [held for held in actor.roles if held.role in {role.code for role in PREPARERS}]
    waiting = batches(actor, today=timezone.localtime(now).date()) if maker else []
    table = Table(caption="Listes de disposition", columns=COLUMNS, rows=tuple(_row(one) for one in rows))
    days = lists.window_days(maker[0].compartment_id) if maker else None
    return Sheet(
        title="Élimination",
        sub="Ce qui est au terme de sa conservation\u00a0: proposé, révisé, approuvé, puis détruit, trié ou versé.",
        crumbs=crumbs(),
        notice_title="À voir sans tarder",
        notice=" ".join(late),
        actions=(
            (Action(label="Préparer une liste", url=reverse("staff:disposal_new"), primary=True),) if waiting else ()
        ),
        links=(
            *((_window_link(days),) if days is not None and _sets_window(actor) else ()),
            Link(label="Versements aux archives", url=reverse("staff:transfers")),
            Link(label="Gels", url=reverse("staff:holds")),
        ),
        sections=(
            *((Section(
                title="Au terme de leur conservation",
                lines=tuple(label for _, label in waiting),
                empty=NOTHING_DUE,
            ),) if maker else ()),
            Section(
                title="Listes",
                table=table if rows else None,
                empty="Aucune liste. La gestion documentaire en prépare une par règle de conservation et par unité.",
            ),
        ),
    )  # fmt: skip


def _sets_window(actor: Actor) -> bool:
    return any(held.role == roles.RECORDS_MANAGER.code for held in actor.roles)


def _window_link(days: int) -> Link:
    words = f"Délai d’opposition\u00a0: {formats.count(days, 'jour')} (à valider)"
    return Link(label=words, url=reverse("staff:disposal_window"))


def batches(actor: Actor, *, today: date) -> list[tuple[str, str]]:
    """Will group what is due by disposition, unit and rule: what a list may be made of, with its count."""
    codes = {role.code for role in PREPARERS}
    found = []
    for place in sorted({held.compartment_id for held in actor.roles if held.role in codes}):
        groups = (
            lists.due(compartment_id=place, today=today)
            .order_by("disposition", "unit__name", "retention_series")
            .values_list("disposition", "unit__code", "unit__name", "retention_series")
            .annotate(count=Count("pk"))
        )
        found += [
            (
                f"{fate}|{unit}|{series}",
                f"{Fate(fate).label}, {name}, règle {series}\u00a0: {formats.count(count, 'dossier')}",
            )
            for fate, unit, name, series, count in groups
        ]
    return found


def wanted_of(batch: str, class_code: str, due_by: date) -> lists.Wanted:
    """Will read one of the batches offered."""
    fate, unit, series = batch.split("|")
    found = Unit.objects.select_related("compartment").get(code=unit)
    return lists.Wanted(
        fate=Fate(fate), unit=found, series=series, class_code=class_code.strip(), due_by=due_by
    )


def list_page(actor: Actor, listed: DispositionList, *, after: int, now: datetime) -> Sheet:
    """Will show one list: where it stands, who did what, one page of its dossiers, what may be done."""
    items = ListItem.objects.filter(disposition_list=listed)
    rows = list(items.filter(place__gt=after).select_related("dossier").order_by("place")[: PAGE + 1])
    shown = rows[:PAGE]
    told = titles(actor, (item.dossier_id for item in shown))
    table = Table(
        caption="Dossiers de la liste",
        columns=ITEMS,
        rows=tuple(_item(listed, item, told.get(item.dossier_id, ""), actor) for item in shown),
    )
    here = reverse("staff:disposal", kwargs={"listed": listed.number})
    links = [Link(label="Premiers dossiers", url=here)] if after else []
    if len(rows) > PAGE:
        links.append(Link(label="Dossiers suivants", url=with_query(here, apres=str(shown[-1].place))))
    return Sheet(
        title=f"Liste {listed.number}",
        sub=f"{listed.get_fate_display()}, {listed.unit.name}, règle {listed.rule}\u00a0: {listed.rule_title}",
        crumbs=crumbs(Crumb(label=listed.number)),
        badges=(Badge(label=listed.get_state_display(), tone=TONES[listed.state]),),
        actions=steps_of(actor, listed, today=timezone.localtime(now).date()),
        links=(*papers_of(listed), *links),
        sections=(
            Section(title="Où elle en est", note=rule_of_hands(listed), facts=facts_of(listed)),
            *paper_to_pull(listed),
            Section(
                title="Dossiers",
                table=table if shown else None,
                empty="Aucun dossier à votre portée dans cette liste.",
            ),
        ),
    )


def steps_of(actor: Actor, listed: DispositionList, *, today: date) -> tuple[Action, ...]:
    """Will offer the steps that have a sense now, closed with their reason for whom they are not."""
    maker, head = prepares(actor, listed.compartment_id), heads(actor, listed)
    offered: list[tuple[str, str, str, bool]] = []  # code, label, reason, primary
    not_maker = "" if maker else "Réservé à la gestion documentaire."
    not_head = "" if head else f"Revient à la personne responsable\u00a0: {listed.unit.name}."
    match listed.state:
        case ListState.DRAFT:
            offered = [("soumettre", "Envoyer à l’unité", not_maker, True)]
        case ListState.REVIEW:
            offered = [
                ("accord", "D’accord pour tout le reste", not_head, False),
                ("fin-revision", "Terminer la révision", not_head, True),
            ]
        case ListState.CHECK:
            offered = [("verifier", "Vérifier et figer", not_maker, True)]
        case ListState.APPROVAL:
            offered = [("approuver", "Approuver", _not_approver(actor, listed), True)]
        case ListState.WINDOW:
            open_until = listed.objections_until
            wait = (
                f"On peut s’y opposer jusqu’au {formats.day(open_until)}."
                if open_until and open_until >= today
                else ""
            )
            offered = [("executer", "Exécuter", not_maker or wait, True)]
        case ListState.RUNNING if parts_left(listed).exists():
            offered = [("papier", "Consigner la destruction du papier", not_maker, True)]
    if listed.state not in (ListState.RUNNING, ListState.CLOSED, ListState.CANCELLED) and (maker or head):
        offered.append(("abandonner", "Abandonner la liste", "", False))
    return tuple(
        Action(
            label=label,
            url=reverse("staff:disposal_step", kwargs={"listed": listed.number, "step": code}),
            reason=reason,
            primary=primary and not reason,
            danger=code == "abandonner",
        )
        for code, label, reason, primary in offered
    )


def _not_approver(actor: Actor, listed: DispositionList) -> str:
    try:
        require_approver(actor, listed)
    except Refused as refusal:
        return refusal.what
    return ""


def _row(listed: DispositionList) -> tuple[Cell, ...]:
    return (
        Cell(
            text=listed.number,
            detail=f"{listed.get_fate_display()}, {listed.rule_title}",
            url=reverse("staff:disposal", kwargs={"listed": listed.number}),
        ),
        Cell(text=listed.unit.name),
        Cell(text=formats.number(listed.total)),
        Cell(badge=Badge(label=listed.get_state_display(), tone=TONES[listed.state]), text=" "),
    )


def _item(listed: DispositionList, item: ListItem, title: str, actor: Actor) -> tuple[Cell, ...]:
    dossier: Dossier = item.dossier
    until = formats.day(dossier.semi_active_until) if dossier.semi_active_until else "—"
    label, tone, words = item.get_choice_display(), "idle", item.reason
    if item.outcome not in (Outcome.WAITING, Outcome.KEPT):
        label, tone, words = item.get_outcome_display(), OUTCOMES.get(item.outcome, "idle"), item.words
    elif item.choice == Choice.KEPT:
        label = item.get_outcome_display() if item.outcome == Outcome.KEPT else label
        tone = "soon"
        words = f"{item.reason} Jusqu’au {formats.day(item.keep_until)}." if item.keep_until else item.reason
    elif item.choice == Choice.AGREED:
        tone = "met"
    opens = item.outcome == Outcome.WAITING and (
        (listed.state == ListState.REVIEW and heads(actor, listed))
        or (
            listed.state == ListState.WINDOW
            and item.choice == Choice.AGREED
            and (heads(actor, listed) or actor.user_id == listed.checked_by_id)
        )
    )
    asked = "S’y opposer" if listed.state == ListState.WINDOW else "Garder ce dossier"
    answer = reverse("staff:disposal_item", kwargs={"listed": listed.number, "place": item.place})
    return (
        Cell(text=dossier.number, detail=title, url=dossier_url(dossier.number) if title else ""),
        Cell(text=dossier.class_code or "—"),
        Cell(text=until),
        Cell(
            badge=Badge(label=label, tone=tone),  # type: ignore[arg-type]
            text=asked if opens else " ",
            url=answer if opens else "",
            detail=words,
        ),
    )
