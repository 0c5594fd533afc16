"""The digitisation screens: the lots, one lot with its parts and steps, and the trail of their forms.

All SQL for these screens happens here. Parts are named by number; a title shows only to who opens the dossier.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.urls import reverse

from egide.interfaces.staff.addresses import with_query
from egide.interfaces.staff.filters import known
from egide.kernel.digitisation.life import KEEPERS, LIFE, LotFacts
from egide.kernel.digitisation.models import Item, Lot, Risk, State, Step, Verdict
from egide.kernel.digitisation.stepping import facts_of, holds_one, obstacle
from egide.law.lifecycles import Transition
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import (
    Action,
    Badge,
    Cell,
    Column,
    Crumb,
    Fact,
    HistoryEntry,
    Pager,
    Station,
    Tab,
    Table,
    Tone,
)

DIGITISATION = "digitisation"
PAGE, SHOWN = 25, 500
RUNNING, OVER = "en-cours", "termines"
VIEWS = ((RUNNING, "En cours"), (OVER, "Terminés"))
FINAL = (State.DESTROYED, State.ABANDONED)
LISTED = (
    Column(label="Lot"),
    Column(label="Unité"),
    Column(label="État"),
    Column(label="Parties", numeric=True),
)
PARTS = (
    Column(label="Pièce", narrow=True),
    Column(label="Image"),
    Column(label="Faces / pages", numeric=True),
    Column(label="Contrôle"),
)
VERDICTS: dict[str, Tone] = {Verdict.WAITING: "idle", Verdict.ACCEPTED: "met", Verdict.REJECTED: "late"}
# Where each declared step is made; those without a form of their own ask only for perhaps a remark.
SLUGS = {
    "prepare": "preparer",
    "scan": "numeriser",
    "check": "controler",
    "index": "indexer",
    "attest": "attester",
    "quarantine": "quarantaine",
    "authorise": "autoriser",
    "destroy": "detruire",
    "abandon": "abandonner",
}


@dataclass(frozen=True, kw_only=True)
class LotsPage:
    """The lots."""

    tabs: tuple[Tab, ...]
    table: Table | None
    pager: Pager
    actions: tuple[Action, ...]
    running: bool


@dataclass(frozen=True, kw_only=True)
class LotPage:
    """One lot."""

    title: str
    label: str
    crumbs: tuple[Crumb, ...]
    stations: tuple[Station, ...]
    badge: Badge
    facts: tuple[Fact, ...]
    actions: tuple[Action, ...]
    closed: tuple[Action, ...]
    quiet: tuple[Action, ...]
    parts: Table | None
    add: object
    url: str
    history: tuple[HistoryEntry, ...]


def lots_page(actor: Actor, *, view: str, after: str) -> LotsPage:
    """Will build one page of the list."""
    view = known(view, VIEWS)
    lots = Lot.objects.select_related("unit").annotate(parts=Count("items")).order_by("-number")
    lots = lots.filter(state__in=FINAL) if view == OVER else lots.exclude(state__in=FINAL)
    if after:
        lots = lots.filter(number__lt=after)
    found = list(lots[: PAGE + 1])
    home = reverse("staff:digitisation")
    rows = tuple(
        (
            Cell(text=lot.number, detail=lot.label, url=lot_url(lot.number)),
            Cell(text=lot.unit.name),
            Cell(text=" ", badge=Badge(label=lot.get_state_display(), tone=_tone(lot))),
            Cell(text=formats.number(lot.parts)),
        )
        for lot in found[:PAGE]
    )
    keeper = bool({r.code for r in KEEPERS} & {a.role for a in actor.roles})
    papers = (
        Action(label="Procédure (PDF)", url=reverse("staff:digitisation_procedure")),
        Action(label="Registre (PDF)", url=reverse("staff:digitisation_register")),
    )
    plan = Action(label="Planifier un lot", url=reverse("staff:digitisation_new"), primary=True)
    return LotsPage(
        tabs=tuple(
            Tab(label=label, url=with_query(home, voir="" if code == RUNNING else code), current=code == view)
            for code, label in VIEWS
        ),
        table=Table(caption="Lots de numérisation", columns=LISTED, rows=rows) if rows else None,
        pager=Pager(
            previous_url=with_query(home, voir=view) if after else "",
            next_url=with_query(home, voir=view, apres=found[PAGE - 1].number) if len(found) > PAGE else "",
        ),
        actions=((plan, *papers) if keeper else papers),
        running=view == RUNNING,
    )


def lot_page(actor: Actor, lot: Lot, *, add: object, now: datetime) -> LotPage:
    """Will build the page of a lot."""
    keeper = holds_one(actor, lot, KEEPERS)
    facts = facts_of(actor, lot, now=now)
    offered = [_action(actor, lot, step, facts, now) for step in LIFE.leaving(lot.state)]
    main = [(a, step) for a, step in offered if step.primary]
    return LotPage(
        title=lot.number,
        label=lot.label,
        crumbs=crumbs(Crumb(label=lot.number)),
        stations=_stations(lot),
        badge=Badge(label=lot.get_state_display(), tone=_tone(lot)),
        facts=_facts(lot),
        actions=tuple(a for a, _ in main if not a.reason),
        closed=tuple(a for a, _ in main if a.reason),
        quiet=tuple(a for a, step in offered if not step.primary and not a.reason),
        parts=_parts(lot, keeper=keeper),
        add=add if keeper and lot.state == State.PLANNED else None,
        url=lot_url(lot.number),
        history=_history(lot),
    )


def crumbs(*steps: Crumb) -> tuple[Crumb, ...]:
    """Will return the trail of a page of digitisation."""
    return (Crumb(label="Numérisation", url=reverse("staff:digitisation")), *steps)


def lot_url(number: str, name: str = "digitisation_lot", **more: str | int) -> str:
    """Will return the address of a lot, or of something done to it."""
    return reverse(f"staff:{name}", kwargs={"lot": number, **more})


def _tone(lot: Lot) -> Tone:
    if lot.state == State.DESTROYED:
        return "met"
    return "idle" if lot.state == State.ABANDONED else "now"


def _stations(lot: Lot) -> tuple[Station, ...]:
    line = LIFE.main_line
    here = line.index(lot.state) if lot.state in line else -1
    return tuple(
        Station(
            label=LIFE.state(code).label,
            state="here" if i == here and lot.state != State.DESTROYED else "done" if i <= here else "ahead",
        )
        for i, code in enumerate(line)
    )


def _action(
    actor: Actor, lot: Lot, step: Transition, facts: LotFacts, now: datetime
) -> tuple[Action, Transition]:
    reason = obstacle(actor=actor, lot=lot, step=step, facts=facts, now=now)
    url = lot_url(lot.number, "digitisation_step", step=SLUGS[step.code])
    return Action(label=step.label, url=url, reason=reason, primary=step.primary), step


def _facts(lot: Lot) -> tuple[Fact, ...]:
    facts = [Fact(term="Unité", value=lot.unit.name), Fact(term="Risque", value=Risk(lot.risk).label)]
    if lot.operator:
        picture = f"{lot.resolution}\u00a0points par pouce, {lot.get_colour_display().lower()}"
        captured = f"{lot.device}, {lot.software}, {picture}"
        facts.append(
            Fact(term="Numérisé par", value=lot.operator.full_name, detail=f"{captured}, {lot.format}")
        )
    if lot.attester:
        facts.append(
            Fact(
                term="Déclaration d’intégrité",
                value=f"Signée par {lot.attester.full_name}",
                detail=f"SHA-256 {lot.declared_sha256[:16]}…",
                url=lot_url(lot.number, "digitisation_declaration"),
            )
        )
    if lot.quarantine_until:
        facts.append(Fact(term="Quarantaine", value=f"jusqu’au {formats.day(lot.quarantine_until)}"))
    if lot.authoriser:
        facts.append(Fact(term="Destruction autorisée par", value=lot.authoriser.full_name))
    if lot.destroyed_on:
        facts.append(
            Fact(
                term="Source détruite",
                value=formats.day(lot.destroyed_on),
                detail=f"{lot.method}. Témoin\u00a0: {lot.witness}.",
            )
        )
    return tuple(facts)


def _parts(lot: Lot, *, keeper: bool) -> Table | None:
    items = (
        Item.objects.filter(lot=lot).select_related("dossier", "part", "version__document").order_by("place")
    )
    rows = tuple(_row(lot, item, keeper=keeper) for item in items[:SHOWN])
    return Table(caption="Parties du lot", columns=PARTS, rows=rows) if rows else None


def _row(lot: Lot, item: Item, *, keeper: bool) -> tuple[Cell, ...]:
    attaching = keeper and lot.state in (State.PREPARED, State.SCANNED)
    attach = lot_url(lot.number, "digitisation_attach", place=item.place) if attaching else ""
    judging = keeper and lot.state == State.SCANNED and item.sampled
    agree = item.pages_out is None or item.pages_in == item.pages_out
    return (
        Cell(
            text=f"{item.place}. {item.dossier.number}",
            detail=f"partie\u00a0{item.part.rank}",
        ),
        Cell(
            text=f"Document n°\u00a0{item.version.document.rank}, version {item.version.number}"
            if item.version
            else ("Rattacher un document" if attach else "À venir"),
            detail=f"SHA-256 {item.version.sha256[:16]}…" if item.version else "",
            url=attach,
        ),
        Cell(
            text=f"{item.pages_in} / {item.pages_out if item.pages_out is not None else '–'}",
            badge=None if agree else Badge(label="écart", tone="late"),
        ),
        Cell(
            text="Contrôler" if judging else " ",
            url=lot_url(lot.number, "digitisation_judge", place=item.place) if judging else "",
            badge=Badge(label=Verdict(item.verdict).label, tone=VERDICTS[item.verdict])
            if item.sampled
            else Badge(label="hors échantillon", tone="idle")
            if lot.seed
            else None,
            detail=item.defect,
        ),
    )


# What was done, where the button says what to do.
DONE = {
    "plan": "Lot planifié",
    "prepare": "Lot préparé",
    "scan": "Lot numérisé",
    "reject": "Image rejetée",
    "check": "Contrôle terminé",
    "index": "Lot indexé",
    "attest": "Déclaration d’intégrité signée",
    "quarantine": "Source mise en quarantaine",
    "authorise": "Destruction de la source autorisée",
    "destroy": "Destruction de la source consignée",
    "abandon": "Lot abandonné",
}


def _history(lot: Lot) -> tuple[HistoryEntry, ...]:
    return tuple(
        HistoryEntry(
            when=formats.moment(step.at),
            iso=formats.local(step.at).isoformat(timespec="minutes"),
            what=f"{DONE.get(step.kind) or LIFE.transition(step.kind).label}.",
            text=step.text,
            who=step.by.full_name,
        )
        for step in Step.objects.filter(lot=lot).select_related("by").order_by("-number")[:200]
    )
