"""Page objects of the register of mail: its lines by pages, one piece with its work and its history.

All SQL of these screens is here, in register_filters.py and in the module.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.pages_list import Choice, Day, day_asked
from egide.interfaces.staff.register_filters import (
    EVERY,
    MEDIA,
    TODO,
    VIEWS,
    RegisterFilters,
    found,
    page_after,
)
from egide.interfaces.staff.sender_notes import SenderNote, sender_badge, sender_fact, sender_note
from egide.kernel.gate.visibility import visible
from egide.modules.correspondence.models import (
    Direction,
    Doubt,
    Expected,
    Fate,
    MailPiece,
    Medium,
    PieceStep,
    Work,
)
from egide.modules.correspondence.reach import OPEN_WORK, keeps, to_do
from egide.modules.correspondence.working import SENTENCES
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.ui import formats
from egide.ui.pages import (
    Action,
    Badge,
    Cell,
    Column,
    Crumb,
    Fact,
    FileView,
    HistoryEntry,
    Pager,
    Tab,
    Table,
    Tone,
)

REGISTER = "register"
PAGE, COUNTED = 25, 200
COLUMNS = (
    Column(label="Pièce", narrow=True),
    Column(label="De qui, à qui"),
    Column(label="Objet"),
    Column(label="Où elle en est"),
)
WAYS = {Direction.IN: "Reçue le", Direction.OUT: "Partie le", Direction.INTERNAL: "Du"}
TONES: dict[str, Tone] = {
    Work.ENTERED: "soon",
    Work.ASSIGNED: "now",
    Work.UNDER_WAY: "now",
    Work.ANSWERED: "met",
    Work.FILED: "idle",
}


@dataclass(frozen=True, kw_only=True)
class RegisterPage:
    """The register as its template reads it."""

    url: str
    tabs: tuple[Tab, ...]
    choices: tuple[Choice, ...]
    days: tuple[Day, ...]
    filters: RegisterFilters
    hidden: tuple[tuple[str, str], ...]
    table: Table | None
    pager: Pager
    narrowed: bool
    clear_url: str
    taken_out: tuple[tuple[str, str], ...]
    actions: tuple[Action, ...]
    waits: bool


@dataclass(frozen=True, kw_only=True)
class StepForm:
    """One thing that may be done with a piece: its form, its button."""

    code: str
    title: str
    submit: str
    url: str
    form: Any
    lead: str = ""
    opened: bool = False
    danger: bool = False


@dataclass(frozen=True, kw_only=True)
class RegisterPiecePage:
    """One piece: what the register says, its files, what may be done, what was done."""

    crumbs: tuple[Crumb, ...]
    title: str
    sub: str
    badge: Badge | None
    note: str
    sender: SenderNote | None
    facts: tuple[Fact, ...]
    text: str
    warnings: tuple[str, ...]
    files: tuple[FileView, ...]
    hashes: tuple[Fact, ...]
    steps: tuple[StepForm, ...]
    undo: Action | None
    history: tuple[HistoryEntry, ...]


def register_page(*, actor: Actor, filters: RegisterFilters, today: date) -> RegisterPage:
    """Will build one page of the register: the rows, what waits, the units."""
    rows = list(page_after(found(actor, filters), filters.after)[: PAGE + 1])
    shown, more = rows[:PAGE], len(rows) > PAGE
    waiting = to_do(actor).order_by()[: COUNTED + 1].count()
    writes = keeps(actor)
    return RegisterPage(
        url=reverse("staff:register"),
        tabs=tuple(
            Tab(
                label=label,
                url=filters.address(view=code),
                count=waiting if code == TODO and waiting <= COUNTED else None,
                current=code == filters.view,
            )
            for code, label in VIEWS
        ),
        choices=_choices(filters),
        days=(
            day_asked("du", "Du", filters.since, filters.misread),
            day_asked("au", "Au", filters.until, filters.misread),
        ),
        filters=filters,
        hidden=(("voir", filters.view),) if filters.view != EVERY else (),
        table=Table(
            caption="Registre du courrier", columns=COLUMNS, rows=tuple(_row(p, today) for p in shown)
        )
        if shown
        else None,
        pager=Pager(
            previous_url=filters.address() if filters.after else "",
            next_url=filters.address(after=shown[-1].number) if more else "",
            summary=formats.count(len(shown), "pièce") + " sur cette page",
        ),
        narrowed=filters.narrowed,
        clear_url=filters.address() if not filters.narrowed else RegisterFilters(view=filters.view).address(),
        taken_out=filters.pairs(),
        actions=(
            *(
                (Action(label="Inscrire une pièce", url=reverse("staff:register_new"), primary=True),)
                if writes
                else ()
            ),
            Action(label="Liste du jour", url=reverse("staff:daily", kwargs={"day": today.isoformat()})),
        ),
        waits=filters.view == TODO,
    )


def register_piece_page(
    *, actor: Actor, piece: MailPiece, steps: tuple[StepForm, ...], undoable: bool
) -> RegisterPiecePage:
    """Will show one piece: six queries, whatever it carries."""
    files = tuple(piece.files.select_related("stored").order_by("rank"))
    said = list(piece.steps.order_by("-rank"))
    back = Action(label="Défaire la dernière étape", url=step_url(piece, "defaire"), method="post")
    return RegisterPiecePage(
        crumbs=(
            Crumb(label="Registre du courrier", url=reverse("staff:register")),
            Crumb(label=piece.number),
        ),
        title=piece.subject or "(sans objet)",
        sub=" · ".join((piece.number, *_way(piece))),
        badge=_badge(piece),
        note=_note(piece),
        sender=sender_note(piece),
        facts=_facts(actor, piece),
        text=str(piece.proposed.get("summary", "")) if piece.dossier_id is None else "",
        warnings=tuple(str(one) for one in piece.proposed.get("warnings", ())),
        files=tuple(_file(piece, one.rank, one.stored) for one in files),
        hashes=tuple(Fact(term=f.stored.file_name, value=f.stored.sha256) for f in files if f.rank == 1),
        steps=steps,
        undo=back if undoable and any(one.undone_at is None for one in said) else None,
        history=tuple(_entry(one) for one in said),
    )


def piece_url(number: str) -> str:
    """Will return the address of a piece in the register."""
    return reverse("staff:register_piece", kwargs={"piece": number})


def step_url(piece: MailPiece, step: str) -> str:
    """Will return the address of a step of a piece."""
    return reverse("staff:register_step", kwargs={"piece": piece.number, "step": step})


def units_of(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Will return the units of the compartments where the reader works."""
    rows = Unit.objects.filter(compartment_id__in=sorted(actor.compartment_ids)).order_by("name")
    return tuple(rows.values_list("code", "name"))


def correspondent(piece: MailPiece) -> str:
    """Will name who is at the other end, as the register lists it."""
    if piece.direction == Direction.IN:
        return piece.sender or piece.sender_email or "Expéditeur non précisé"
    if piece.direction == Direction.OUT:
        return f"À {piece.addressee}" if piece.addressee else "Destinataire non précisé"
    return " → ".join(one for one in (piece.sender, piece.addressee) if one) or "Note interne"


def _way(piece: MailPiece) -> tuple[str, ...]:
    medium = str(Medium(piece.medium).label).capitalize()
    return (medium,) if piece.medium == Medium.MEMO else (str(piece.get_direction_display()), medium)


def _row(piece: MailPiece, today: date) -> tuple[Cell, ...]:
    day = formats.short_day(piece.received_on, today=today)
    # A dossier's line is in the list only when its reader may read the dossier.
    placed = piece.dossier.number if piece.dossier else ""
    held = piece.assignee.full_name if piece.assignee else (piece.unit.name if piece.unit else "")
    due = f"Pour le {formats.short_day(piece.due_on, today=today)}" if piece.due_on else ""
    return (
        Cell(
            text=piece.number, detail=f"{WAYS[Direction(piece.direction)]} {day}", url=piece_url(piece.number)
        ),
        Cell(text=correspondent(piece), detail=str(Medium(piece.medium).label).capitalize()),
        Cell(text=piece.subject or "(sans objet)", detail=placed, url=""),
        Cell(badge=_badge(piece, today), text=" ", detail=" · ".join(one for one in (held, due) if one)),
    )


def _badge(piece: MailPiece, today: date | None = None) -> Badge | None:
    if piece.returned_on:
        return Badge(label="Revenue", tone="late")
    if piece.dossier_id is None and (forged := sender_badge(piece)) is not None:
        return forged
    if piece.doubt:
        return Badge(label=str(Doubt(piece.doubt).label), tone="soon")
    if piece.automatic:
        return Badge(label="Réponse automatique", tone="idle")
    if piece.dossier_id is not None:
        return Badge(label=str(Fate(piece.fate).label), tone="met")
    if piece.direction == Direction.OUT or not piece.work:
        return Badge(label=str(Fate(piece.fate).label), tone="idle")
    if today and piece.due_on and piece.due_on < today and piece.work in OPEN_WORK:
        return Badge(label=f"{Work(piece.work).label}, en retard", tone="late")
    return Badge(label=str(Work(piece.work).label), tone=TONES[piece.work])


def _note(piece: MailPiece) -> str:
    if piece.automatic:
        return "Écrite par une machine\u00a0: elle ne répond à rien et n’arrête aucun délai."
    if piece.doubt == Doubt.SENDER:
        return (
            "Ce courriel parle d’un dossier, mais son adresse n’est celle d’aucune personne du dossier. "
            "Rien n’y est versé avant que quelqu’un le confirme."
        )
    if piece.doubt == Doubt.AUTOMATIC:
        return "Son objet est celui d’un message d’absence\u00a0: il ne compte pas comme une réponse sans confirmation."
    if piece.returned_on:
        return "Cet envoi est revenu\u00a0: la personne ne l’a pas reçu."
    return ""


def _facts(actor: Actor, piece: MailPiece) -> tuple[Fact, ...]:
    numbers = _seen(actor, piece)
    way = WAYS[Direction(piece.direction)]
    rows = (
        Fact(term=way, value=formats.day(piece.received_on), detail=f"Bureau de {piece.site.name}"),
        Fact(term="Date du document", value=formats.day(piece.document_on) if piece.document_on else ""),
        Fact(term="Inscrite le", value=formats.day(timezone.localdate(piece.entered_at))),
        Fact(term="Expéditeur", value=piece.sender, detail=piece.sender_email),
        sender_fact(piece),
        Fact(term="Destinataire", value=piece.addressee),
        Fact(term="Action attendue", value=str(Expected(piece.expected).label) if piece.expected else ""),
        Fact(term="Échéance", value=formats.day(piece.due_on) if piece.due_on else ""),
        Fact(term="Unité", value=piece.unit.name if piece.unit else ""),
        Fact(term="Attribuée à", value=piece.assignee.full_name if piece.assignee else ""),
        Fact(
            term="Répondue par",
            value=piece.answered_by.number if piece.answered_by else "",
            url=piece_url(piece.answered_by.number) if piece.answered_by else "",
        ),
        Fact(term="Copies", value=piece.copies),
        Fact(term="Classement", value=piece.class_code),
        Fact(term="Original", value=piece.original_at),
        *(Fact(term=term, value=number, url=dossier_url(number)) for term, number in numbers),
    )
    return tuple(one for one in rows if one.value)


def _seen(actor: Actor, piece: MailPiece) -> tuple[tuple[str, str], ...]:
    asked = {pk for pk in (piece.dossier_id, piece.named_id) if pk}
    known = dict(visible(actor).filter(pk__in=asked).values_list("pk", "number")) if asked else {}
    pairs = (("Dossier", piece.dossier_id), ("Dossier nommé", piece.named_id))
    return tuple((term, known[pk]) for term, pk in pairs if pk in known)


def _file(piece: MailPiece, rank: int, stored: Any) -> FileView:
    name = stored.file_name
    return FileView(
        name=name,
        url=reverse("staff:register_file", kwargs={"piece": piece.number, "rank": rank}),
        kind=name.rpartition(".")[2].upper() if "." in name else "Fichier",
        size=formats.size(stored.size),
        added="Gardé tel que reçu" if rank == 1 else "Pièce jointe",
        scan=Badge(label=stored.scan_label, tone="idle"),
    )


def _entry(step: PieceStep) -> HistoryEntry:
    at: datetime = step.at
    undone = " (défait)" if step.undone_at else ""
    return HistoryEntry(
        when=formats.moment(at),
        what=SENTENCES.get(step.code, step.code) + undone,
        text=step.text,
        iso=at.isoformat(),
        who=step.by_name,
    )


def _choices(filters: RegisterFilters) -> tuple[Choice, ...]:
    units = (("", "Toutes les unités"), *Unit.objects.order_by("name").values_list("code", "name"))
    return (
        Choice(name="voie", label="Voie", options=MEDIA, chosen=filters.medium),
        Choice(name="unite", label="Unité", options=tuple(units), chosen=filters.unit),
    )
