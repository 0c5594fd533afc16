"""What the scanner brought and nobody has filed yet: pieces of one's units, with their picture and first words.

All SQL of the screen is here; what is done with the pieces is in kernel/scans/filing.py.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count
from django.urls import reverse

from egide.interfaces.staff.addresses import of_dossier, with_query
from egide.interfaces.staff.filters import known
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.scans.filing import pieces_of
from egide.kernel.scans.models import PieceState, ScannedPiece
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Tab

MOST = 50
TABS = (
    ("", PieceState.WAITING, "À verser"),
    ("cote", PieceState.ASIDE, "Mises de côté"),
    ("versees", PieceState.FILED, "Versées"),
)


@dataclass(frozen=True, kw_only=True)
class PieceCard:
    """One piece as the screen shows it."""

    key: str
    name: str
    words: str
    detail: str
    named: str
    why: str
    picture_url: str
    file_url: str
    checked: bool
    done: str = ""
    done_url: str = ""
    move_url: str = ""


@dataclass(frozen=True, kw_only=True)
class ScannerPage:
    """The screen: pieces of one state, and what may be done with those chosen."""

    url: str
    tabs: tuple[Tab, ...]
    state: str
    pieces: tuple[PieceCard, ...]
    more: int
    folders: tuple[str, ...]
    sheet_url: str
    form: Any

    @property
    def may_file(self) -> bool:
        """Whether the pieces shown wait for a dossier."""
        return self.state == PieceState.WAITING

    @property
    def may_take_back(self) -> bool:
        """Whether the pieces shown were set aside."""
        return self.state == PieceState.ASIDE


def scanner_page(
    actor: Actor, *, query: Mapping[str, str], form: Any, chosen: Collection[str] = (), today: date
) -> ScannerPage:
    """Will build the screen: the counts of each state, then the pieces of the one asked for; three statements."""
    asked = known(query.get("etat", ""), tuple((code, label) for code, _, label in TABS))
    state = next(state for code, state, _ in TABS if code == asked)
    mine = pieces_of(actor)
    counts = dict(mine.order_by().values_list("state").annotate(total=Count("pk")))
    rows = mine.filter(state=state).select_related("batch", "stored")
    order = (
        ("-handled_at", "rank") if state == PieceState.FILED else ("batch__received_at", "batch_id", "rank")
    )
    pieces = list(rows.order_by(*order)[:MOST])
    filed = _filed(pieces) if state == PieceState.FILED else {}
    shown = tuple(_card(piece, filed.get(piece.stored_id), chosen, today) for piece in pieces)
    return ScannerPage(
        url=_address(asked),
        tabs=tuple(
            Tab(label=label, url=_address(code), current=code == asked, count=counts.get(each, 0))
            for code, each, label in TABS
        ),
        state=state,
        pieces=shown,
        more=max(counts.get(state, 0) - len(shown), 0),
        folders=tuple(sorted({held.unit_code for held in actor.roles if held.unit_code}))
        if settings.SCAN_FOLDER
        else (),
        sheet_url=reverse("staff:scanner_sheet"),
        form=form,
    )


def _address(code: str) -> str:
    return with_query(reverse("staff:scanner"), etat=code)


def _filed(pieces: Collection[ScannedPiece]) -> dict[UUID, DocumentVersion]:
    """Will find where the pieces are now: a document may have been moved since it was filed."""
    rows = DocumentVersion.objects.filter(stored_id__in=[piece.stored_id for piece in pieces])
    return {version.stored_id: version for version in rows.select_related("document", "dossier")}


def _card(
    piece: ScannedPiece, filed: DocumentVersion | None, chosen: Collection[str], today: date
) -> PieceCard:
    key, batch = str(piece.public_id), piece.batch
    number, rank = (filed.dossier.number, filed.document.rank) if filed else ("", 0)
    pages = (
        f"page\u00a0{piece.first_page}"
        if piece.first_page == piece.last_page
        else f"pages\u00a0{piece.first_page} à\u00a0{piece.last_page}"
    )
    received = formats.moment(batch.received_at, today=today)
    return PieceCard(
        key=key,
        name=piece.stored.file_name or batch.file_name,
        words=piece.words,
        detail=f"{pages} de {batch.file_name} · {received} · {formats.size(piece.stored.size)}",
        named=piece.named,
        why=piece.why,
        picture_url=reverse("staff:scanner_picture", kwargs={"scan": key}) if piece.thumbnail_id else "",
        file_url=reverse("staff:scanner_file", kwargs={"scan": key}),
        checked=key in chosen,
        done=f"{number}, document\u00a0{rank}" if filed else "",
        done_url=of_dossier("dossier_documents", number) if filed else "",
        move_url=of_dossier("document_move", number, rank=rank) if filed else "",
    )
