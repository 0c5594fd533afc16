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
    loans = {
        loan.part_id: loan
        for loan in Loan.objects.filter(dossier_id=dossier.pk, returned_at=None).select_related("borrower")
    }
    moves = list(
        PartMove.objects.filter(dossier_id=dossier.pk).select_related("box", "place").order_by("-pk")[:200]
    )
    names = names_of({move.by for move in moves} | {part.added_by for part in parts})
    add = Action(
        label="Inscrire une partie sur papier", url=of_dossier("part_new", dossier.number), primary=True
    )
    labels = Action(label="Étiquettes (PDF)", url=of_dossier("part_labels", dossier.number))
    return PartsPage(
        number=dossier.number,
        heading=dossier.title,
        crumbs=crumbs(dossier, "Parties sur papier"),
        parts=tuple(
            _view(part, loans.get(part.pk), [m for m in moves if m.part_id == part.pk], names)
            for part in parts
        ),
        actions=(
            *((add,) if may(actor, dossier, "add_document").allowed else ()),
            *((labels,) if parts else ()),
        ),
    )


def _view(part: Part, loan: Loan | None, moves: list[PartMove], names: dict[str, str]) -> PartView:
    badge = None
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
            Fact(term="Où elle est", value=_where(part.box, part.place)),
            Fact(
                term="Support",
                value=f"{Medium(part.medium).label}, exemplaire {copy}, {part.thickness}\u00a0mm",
            ),
        ),
        history=(
            *(
                HistoryEntry(
                    when=formats.moment(move.at),
                    iso=formats.local(move.at).isoformat(timespec="minutes"),
                    what=_moved(move),
                    who=names.get(move.by, ""),
                )
                for move in moves
            ),
            HistoryEntry(
                when=formats.moment(part.added_at),
                iso=formats.local(part.added_at).isoformat(timespec="minutes"),
                what="Inscrite.",
                who=names.get(part.added_by, ""),
            ),
        ),
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
