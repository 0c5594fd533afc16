"""The paper parts of one dossier: the list on its own page, and what may be done to each.

Whoever may add a document to the dossier enters a part; where it stands is the records office's.
"""

from dataclasses import dataclass

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.pages_moves import crumbs
from egide.interfaces.staff.pages_paper_box import names_of
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.paper.models import Box, Loan, Medium, Part, PartMove, Place
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Badge, Crumb, Fact, HistoryEntry


@dataclass(frozen=True, kw_only=True)
class PartView:
    """One part: where it is, who has it, where it has been."""

    title: str
    badge: Badge | None
    facts: tuple[Fact, ...]
    history: tuple[HistoryEntry, ...]


@dataclass(frozen=True, kw_only=True)
class PartsPage:
    """The parts of a dossier."""

    number: str
    heading: str
    crumbs: tuple[Crumb, ...]
    parts: tuple[PartView, ...]
    actions: tuple[Action, ...]


def parts_page(actor: Actor, dossier: Dossier) -> PartsPage:
    """Will build the page; four queries, whatever the number of parts."""
    parts = list(
        Part.objects.filter(dossier_id=dossier.pk).select_related("box__place", "place").order_by("rank")
    )
    loans = list(
        Loan.objects.filter(dossier_id=dossier.pk)
        .select_related("borrower")
        .order_by("-lent_at", "-pk")[:200]
    )
    moves = list(
        PartMove.objects.filter(dossier_id=dossier.pk).select_related("box", "place").order_by("-pk")[:200]
    )
    hands = {code for loan in loans for code in (loan.lent_by, loan.returned_to) if code}
    names = names_of({move.by for move in moves} | {part.added_by for part in parts} | hands)
    add = Action(
        label="Inscrire une partie sur papier", url=of_dossier("part_new", dossier.number), primary=True
    )
    labels = Action(label="Étiquettes (PDF)", url=of_dossier("part_labels", dossier.number))
    return PartsPage(
        number=dossier.number,
        heading=dossier.title,
        crumbs=crumbs(dossier, "Parties sur papier"),
        parts=tuple(
            _view(
                part,
                [loan for loan in loans if loan.part_id == part.pk],
                [move for move in moves if move.part_id == part.pk],
                names,
            )
            for part in parts
        ),
        actions=(
            *((add,) if may(actor, dossier, "add_document").allowed else ()),
            *((labels,) if any(part.ended_on is None for part in parts) else ()),
        ),
    )


def _view(part: Part, loans: list[Loan], moves: list[PartMove], names: dict[str, str]) -> PartView:
    badge, loan = None, next((one for one in loans if one.returned_at is None), None)
    if part.ended_on:
        badge = Badge(label=f"sortie de la maison le {formats.day(part.ended_on)}", tone="idle")
    elif loan:
        badge = Badge(
            label=f"prêtée à {loan.borrower.full_name}, jusqu’au {formats.day(loan.due_on)}", tone="soon"
        )
    copy = "principal" if part.main else "secondaire"
    return PartView(
        title=f"{part.rank}. {part.label}",
        badge=badge,
        facts=(
            Fact(
                term="Où elle était" if part.ended_on else "Où elle est", value=_where(part.box, part.place)
            ),
            Fact(
                term="Support",
                value=f"{Medium(part.medium).label}, exemplaire {copy}, {part.thickness}\u00a0mm",
            ),
        ),
        history=_history(part, loans, moves, names),
    )


def _history(
    part: Part, loans: list[Loan], moves: list[PartMove], names: dict[str, str]
) -> tuple[HistoryEntry, ...]:
    """Where it has been, the newest first: its places, and the people to whom it was lent."""
    told = [(move.at, _moved(move), move.by) for move in moves]
    told += [(loan.lent_at, f"Prêtée à {loan.borrower.full_name}.", loan.lent_by) for loan in loans]
    told += [
        (loan.returned_at, f"Rapportée par {loan.borrower.full_name}.", loan.returned_to)
        for loan in loans
        if loan.returned_at
    ]
    told.append((part.added_at, "Inscrite.", part.added_by))
    return tuple(
        HistoryEntry(
            when=formats.moment(at),
            iso=formats.local(at).isoformat(timespec="minutes"),
            what=what,
            who=names.get(by, ""),
        )
        for at, what, by in sorted(told, key=lambda one: one[0], reverse=True)
    )


def _where(box: Box | None, place: Place | None) -> str:
    if box is not None:
        return f"Boîte {box.number}" + (f", tablette {box.place.code}" if box.place else "")
    return (
        f"Tablette {place.code}"
        if place
        else "À portée de main\u00a0: dans aucune boîte, sur aucune tablette"
    )


def _moved(move: PartMove) -> str:
    if move.box:
        return f"Mise dans la boîte {move.box.number}."
    return f"Mise sur la tablette {move.place.code}." if move.place else "Sortie de sa place."
