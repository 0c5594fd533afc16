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
    told: Mapping[Any, Any]
    contents: Sequence[Hit]

    def texts(self, found: Iterable[Row]) -> Texts:
        """Will put the rows in order, the contents of documents with them: one more query when there are any."""
        kept: defaultdict[tuple[str, int, int, int], list[Text]] = defaultdict(list)
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
    written = _written(frozenset(hit.source for hit in hits) - {CONTENT})
    return Reading(rows=written, told=told, contents=[hit for hit in hits if hit.source == CONTENT])


def texts_of(hits: Sequence[Hit]) -> Texts:
    """Will read the texts of these answers alone."""
    read = reading(hits)
    return read.texts(prepare(read.rows).read(read.told)[0])


@lru_cache(maxsize=128)
def _written(sources: frozenset[str]) -> ByHand:
    """Will write the statement for these kinds of texts: it keeps none of them."""
    queries, values = [], []
    for source in rows():
        if source.code in sources:
            queries.append(_of_rows(source, "null::bigint[]"))
            values += [_place(source.code, name) for name in _PLACES]
    if CARD in sources:
        for part in parts():
            queries.append(
                f"select '{CARD}' as source, r.{part.key} as dossier, 0 as rank, 0 as block, '{part.code}' as code,"
                f" '{part.label}' as label, {part.text} as text, null::bigint[] as pages"
                f" from {part.table} r where r.{part.key} = any(%s)"
            )
            values.append(_CARDS)
    nothing = "select null as source, 0, 0, 0, null, null, null, null where false"
    return ByHand(" union all ".join(queries) or nothing, tuple(values), tuple)


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
