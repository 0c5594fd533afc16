"""The results of a search as people read them: by dossier, where it was found, the passage with its words marked.

What stands in one document is told together, by page. What the reader may no longer open disappears here: dossiers
come from the gate, passages through the walls.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, OuterRef, Q, QuerySet, When
from django.db.models.expressions import RawSQL
from django.urls import NoReverseMatch

from egide.interfaces.staff.addresses import of_dossier, with_query
from egide.interfaces.staff.kinds import state_label
from egide.interfaces.staff.matching import designated
from egide.kernel.dossiers.folding import fold
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.parties.models import Party
from egide.kernel.search.asking import Asked, understand
from egide.kernel.search.passages import Passage, Piece, passages
from egide.kernel.search.sources import CARD, CONTENT
from egide.kernel.search.texts import known
from egide.kernel.search.windows import CAP, Beside, Hit, Narrowing, newest, of_dossiers
from egide.platform.accounts.actors import Actor
from egide.platform.database.together import ByHand
from egide.ui import formats
from egide.ui.pages import Link

# The section of the dossier where a text of each source is read.
SECTIONS = {
    CARD: "dossier",
    "note": "dossier_notes",
    "message": "dossier_exchanges",
    "document": "dossier_documents",
}

_BEGINS = "…comment commence le plus long mot…"
BEGINNING = 6  # letters of it: « plaintes » is in a title about a « plainte »

# What is shown of a dossier, column by column: an instance of each would cost more than all its passages.
COLUMNS = ("pk", "number", "title", "kind", "state", "received_on", "closed_on", "unit__name")


class Opened(NamedTuple):
    """A dossier that the gate opens, as a result names it; its people, or None when they were not read."""

    key: int
    number: str
    title: str
    kind: str
    state: str
    received_on: date
    closed_on: date | None
    unit: str
    people: Sequence[str] | None


def opened_beside(actor: Actor, asked: Asked) -> Beside | None:
    """Will write what is read of the dossier of each text found, where the gate opens it.

    The names of its people too, when what answers is its card and its title does not begin to: they are what does, as
    often as not. Guessed on the beginning of the longest word; what was not read and should have been is read after.
    """
    rows = _opened_beside(actor)
    longest = max((fold(word) for term in asked.wanted for word in term.text.split()), key=len, default="")
    return Beside(rows=rows, told={_BEGINS: longest[:BEGINNING]}) if rows else None


@lru_cache(maxsize=256)
def _opened_beside(actor: Actor) -> ByHand | None:
    silent = RawSQL(
        "f.source = %s and strpos(dossiers_dossier.title_key, %s) = 0",
        (CARD, _BEGINS),
        output_field=BooleanField(),
    )
    names = ArraySubquery(Party.objects.filter(dossier=OuterRef("pk")).order_by("rank").values("name"))
    return of_dossiers(visible(actor).values_list(*COLUMNS, Case(When(silent, then=names))))


class ResultPassage(NamedTuple):
    """One place where the words stand: « Note du 3 mars 2026 », its address, the passage.

    `others`: the other pages of the same document.
    """

    where: str
    url: str
    pieces: tuple[Piece, ...]
    others: tuple[Link, ...] = ()


class Result(NamedTuple):
    """One dossier that answers."""

    number: str
    title: str
    state: str
    detail: str
    url: str
    closed: bool
    passages: tuple[ResultPassage, ...]


def found_dossiers(actor: Actor, q: str) -> "QuerySet[Dossier]":
    """Will return the dossiers of the newest thousand texts that answer, and what a number or a sound designates."""
    asked = understand(q)
    keys: set[int] = set()
    for question in (asked, asked.begun()) if asked.wanted else ():
        if question is not None and not keys:
            found = newest(actor, question, narrowing=Narrowing(), most=CAP)
            keys = {hit.dossier for hit in found.hits}
    named = designated(visible(actor), q).values("pk")
    return visible(actor).filter(Q(pk__in=sorted(keys)) | Q(pk__in=named))


def results(
    dossiers: Mapping[int, Opened], hits: Sequence[Hit], asked: Asked, q: str = ""
) -> tuple[Result, ...]:
    """Will return the dossiers in the order of their first answer, with passages of their texts, read if need be.

    `q` goes along to the pages of documents, where the words are marked too.
    """
    if not hits:
        return ()
    opened = [hit for hit in hits if hit.dossier in dossiers]
    read = passages(
        opened,
        asked,
        dossiers={key: known(d.kind, d.title, d.number, d.people) for key, d in dossiers.items()},
    )
    together: dict[int, list[Hit]] = {}
    for hit in opened:
        if hit.entry in read:
            together.setdefault(hit.dossier, []).append(hit)
    return tuple([_result(dossiers[key], found, read, q) for key, found in together.items()])


def _result(dossier: Opened, hits: Sequence[Hit], read: Mapping[int, Passage], q: str) -> Result:
    opened, places = formats.day(dossier.received_on), _by_document(hits)
    return Result(
        number=dossier.number,
        title=dossier.title,
        state=state_label(dossier.kind, dossier.state),
        detail=f"reçu le {opened} · {dossier.unit}",
        url=of_dossier("dossier", dossier.number),
        closed=dossier.closed_on is not None,
        passages=tuple([_passage(dossier.number, together, read, q) for together in places]),
    )


def _by_document(hits: Sequence[Hit]) -> Iterable[Sequence[Hit]]:
    """The places, those of one document together: its name and its contents."""
    if len(hits) == 1:  # most dossiers answer once
        return (hits,)
    kept: dict[tuple[str, int], list[Hit]] = {}
    for hit in hits:
        kept.setdefault(("document" if hit.source == CONTENT else hit.source, hit.rank), []).append(hit)
    return kept.values()


def _passage(number: str, hits: Sequence[Hit], read: Mapping[int, Passage], q: str) -> ResultPassage:
    # A page of the document says more than its name, which the label holds already.
    inside = [hit for hit in hits if hit.source == CONTENT]
    if not inside:
        hit, found = hits[0], read[hits[0].entry]
        return ResultPassage(
            where=_where(found.label, hit.source, hit.day), url=_address(number, hit), pieces=found.pieces
        )
    inside.sort(key=lambda hit: hit.block)
    hit = max(inside, key=lambda one: _met(read[one.entry]))
    found = read[hit.entry]
    others = {read[one.entry].page: read[one.entry] for one in inside if read[one.entry].page != found.page}
    return ResultPassage(
        where=f"{found.label}, page\u00a0{found.page}",
        url=_page_url(number, hit.rank, found, q),
        pieces=found.pieces,
        others=tuple(
            Link(label=f"page\u00a0{page}", url=_page_url(number, hit.rank, one, q))
            for page, one in sorted(others.items())
        ),
    )


def _met(passage: Passage) -> int:
    return len({piece.text.lower() for piece in passage.pieces if piece.marked})


def _page_url(number: str, rank: int, found: Passage, q: str) -> str:
    try:
        url = of_dossier("reader", number, rank=rank, version=found.version, page=found.page)
    except NoReverseMatch:
        return of_dossier("dossier_documents", number)
    return with_query(url, q=q)


def _where(label: str, source: str, day: date) -> str:
    return label if source == CARD else f"{label} du {formats.day(day)}"


def _address(number: str, hit: Hit) -> str:
    if hit.source in ("letter", "measure", "document"):
        try:
            return of_dossier(hit.source, number, rank=hit.rank)
        except NoReverseMatch:
            return of_dossier("dossier_documents", number)
    return of_dossier(SECTIONS.get(hit.source, "dossier"), number)
