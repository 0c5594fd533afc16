"""The texts that answered, read again from their own tables, through the walls: what may no longer be read is gone.

One statement for any number of results, kept by the kinds of texts found; contents of documents have another one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from egide.kernel.search.sources import CARD, CONTENT, parts, rows
from egide.kernel.search.windows import Hit
from egide.law.searched import SearchedRows
from egide.platform.database.together import ByHand, fetched, many, prepare

LONGEST_TEXT = 61_000
_PAGES = (
    "array[r.version_id, (select v.number from documents_documentversion v where v.id = r.version_id),"
    " r.first_page, r.last_page]::bigint[]"
)
_CARDS = many("les fiches")
_PLACES = ("dossier", "rank", "block")


class Text(NamedTuple):
    """A text, or a part of a card: the code of the part, how a result names it, its words."""

    code: str
    label: str
    text: str
    # Of a document: the id and number of its version, the first and the last page of this stretch.
    pages: tuple[int, int, int, int] | None = None


# By source, dossier, rank and block.
Texts = Mapping[tuple[str, int, int, int], Sequence[Text]]
Row = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What is read of some answers: a statement to be sent with others, and what it is told."""

    rows: ByHand
    cards: ByHand
    told: Mapping[Any, Any]
    contents: Sequence[Hit]

    def texts(self, found: Iterable[Row], cards: Iterable[Row]) -> Texts:
        """Will put the rows in order, the contents of documents with them: one more query when there are any."""
        kept: defaultdict[tuple[str, int, int, int], list[Text]] = defaultdict(list)
        for n, dossiers, said in cards:
            part = parts()[n]
            for dossier, text in zip(dossiers or (), said or (), strict=True):
                kept[CARD, dossier, 0, 0].append(Text(part.code, part.label, (text or "")[:LONGEST_TEXT]))
        for source, dossier, rank, block, code, label, text, pages in (*found, *_contents(self.contents)):
            kept[source, dossier, rank, block].append(
                Text(code, label or "", (text or "")[:LONGEST_TEXT], tuple(pages) if pages else None)
            )
        return kept


def reading(hits: Sequence[Hit]) -> Reading:
    """Will write what is read of these answers."""
    told: dict[Any, Any] = {}
    for source in dict.fromkeys(hit.source for hit in hits if hit.source not in (CARD, CONTENT)):
        own = [hit for hit in hits if hit.source == source]
        told |= {_place(source, name): [getattr(hit, name) for hit in own] for name in _PLACES}
    if cards := sorted({hit.dossier for hit in hits if hit.source == CARD}):
        told[_CARDS] = cards
    written = _written(frozenset(hit.source for hit in hits) - {CARD, CONTENT})
    contents = [hit for hit in hits if hit.source == CONTENT]
    return Reading(rows=written, cards=_cards_written(bool(cards)), told=told, contents=contents)


def texts_of(hits: Sequence[Hit]) -> Texts:
    """Will read the texts of these answers alone."""
    read = reading(hits)
    return read.texts(*prepare(read.rows, read.cards).read(read.told))


@lru_cache(maxsize=128)
def _written(sources: frozenset[str]) -> ByHand:
    """Will write the statement for these kinds of texts: it keeps none of them."""
    queries, values = [], []
    for source in rows():
        if source.code in sources:
            queries.append(_of_rows(source, "null::bigint[]"))
            values += [_place(source.code, name) for name in _PLACES]
    nothing = "select null as source, 0, 0, 0, null, null, null, null where false"
    return ByHand(" union all ".join(queries) or nothing, tuple(values), tuple)


@lru_cache(maxsize=2)
def _cards_written(wanted: bool) -> ByHand:
    """Will write the statement for cards: a row for each part, with the dossiers that have it and what each says.

    A hundred rows that repeat what they are of took longer to write and to read than the texts themselves.
    """
    if not wanted:
        return ByHand("select 0 as n, null as dossiers, null as said where false", (), tuple)
    queries = [
        f"select {n} as n, array_agg(r.{part.key}) as dossiers, array_agg({part.text}) as said"
        f" from {part.table} r where r.{part.key} = any(%s)"
        for n, part in enumerate(parts())
    ]
    return ByHand(" union all ".join(queries), (_CARDS,) * len(queries), tuple)


def _of_rows(source: SearchedRows, pages: str) -> str:
    # The row is named before its text is opened: a document of ten thousand pages has many rows, one is wanted.
    own_row = f" and w.block between {source.of_row}" if source.of_row else ""
    return (
        f"select '{source.code}' as source, r.dossier_id as dossier, r.rank as rank, {source.block} as block,"
        f" '' as code, {source.label} as label, {source.text} as text, {pages} as pages"
        f" from {source.table} r {source.pieces}"
        " join unnest(%s, %s, %s) as w(dossier, rank, block)"
        f" on w.dossier = r.dossier_id and w.rank = r.rank and w.block = {source.block}{own_row}"
    )


def _place(source: str, name: str) -> str:
    return many(f"{source} {name}")


def _contents(hits: Sequence[Hit]) -> Sequence[Row]:
    """The contents of documents, as they are: sixty thousand characters are not written in JSON to be read again."""
    if not hits:
        return ()
    values = [[getattr(hit, name) for hit in hits] for name in _PLACES]
    return fetched(_contents_sql(), values)


@lru_cache(maxsize=1)
def _contents_sql() -> str:
    content = next(source for source in rows() if source.code == CONTENT)
    kinds = "unnest(%s::bigint[], %s::int[], %s::int[])"
    return _of_rows(content, _PAGES).replace("unnest(%s, %s, %s)", kinds)
