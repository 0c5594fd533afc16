"""The texts that answered, read again from their own tables, through the walls: what may no longer be read is gone.

One statement for any number of results, kept by the kinds of texts found; contents of documents have another one.
What a page has read of the dossiers already, their titles and their people, is not read again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from egide.kernel.search.sources import CARD, CONTENT, parts, parts_of, rows, title_said
from egide.kernel.search.windows import Hit
from egide.law.searched import SearchedRows, SearchedText
from egide.platform.database.together import ByHand, Prepared, fetched, many, prepare

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


class Known(NamedTuple):
    """Of a dossier that is read already: its kind, what is known of its card, and how many of its parts that is."""

    kind: str
    card: tuple[Text, ...]
    parts: int


def known(kind: str, title: str, number: str, people: Sequence[str] | None) -> Known:
    """Will tell what is known of a dossier, as its card says it: its title, and its people when they were read too."""
    named, met = parts()[:2]
    of_title = Text(named.code, named.label, title_said(title, number))
    if people is None:
        return Known(kind, (of_title,), 1)
    # They were read because the title does not say the longest of the words: it comes last.
    return Known(kind, (*[Text(met.code, met.label, name) for name in people], of_title), 2)


def texts_of(hits: Sequence[Hit], dossiers: Mapping[int, Known] | None = None) -> Texts:
    """Will read the texts of these answers; of `dossiers`, what is known is not read, and only what their kinds have.

    One query, and one more for contents of documents.
    """
    cards = sorted({hit.dossier for hit in hits if hit.source == CARD})
    among = parts()
    if dossiers and dossiers.keys() >= set(cards):
        read = min((dossiers[card].parts for card in cards), default=0)
        among = parts_of(frozenset(dossiers[card].kind for card in cards))[read:]
    told: dict[Any, Any] = {_CARDS: cards} if cards else {}
    sources = frozenset(hit.source for hit in hits) - {CARD, CONTENT}
    for source in sorted(sources):
        own = [hit for hit in hits if hit.source == source]
        told |= {_place(source, name): [getattr(hit, name) for hit in own] for name in _PLACES}
    kept: defaultdict[tuple[str, int, int, int], list[Text]] = defaultdict(list)
    found: Sequence[Row] = ()
    if told:
        found, said = _written(sources, among if cards else ()).read(told)
        for part, dossier, text in _in_order(said):
            kept[CARD, dossier, 0, 0].append(
                Text(among[part].code, among[part].label, (text or "")[:LONGEST_TEXT])
            )
    contents = _contents([hit for hit in hits if hit.source == CONTENT])
    for source, dossier, rank, block, code, label, text, pages in (*found, *contents):
        kept[source, dossier, rank, block].append(
            Text(code, label or "", (text or "")[:LONGEST_TEXT], tuple(pages) if pages else None)
        )
    return kept


def _in_order(said: Iterable[Row]) -> Iterator[tuple[int, int, str | None]]:
    """What the tables of cards say, part by part in their order: which part, of which dossier, its words."""
    by_part = {
        n: (dossiers or (), column or ())
        for numbers, dossiers, columns in said
        for n, column in zip(numbers, columns, strict=True)
    }
    for n in sorted(by_part):
        yield from ((n, *one) for one in zip(*by_part[n], strict=True))


@lru_cache(maxsize=128)
def _written(sources: frozenset[str], cards: tuple[SearchedText, ...]) -> Prepared:
    """Will write the statement for these kinds of texts, and these parts of cards: it keeps none of them."""
    queries, values = [], []
    for source in rows():
        if source.code in sources:
            queries.append(_of_rows(source, "null::bigint[]"))
            values += [_place(source.code, name) for name in _PLACES]
    return prepare(_all(queries, values), _all(tables := _of_cards(cards), [_CARDS] * len(tables)))


def _all(queries: Sequence[str], values: Sequence[str]) -> ByHand:
    return ByHand(" union all ".join(queries) or "select where false", tuple(values), tuple)


def _of_cards(among: Sequence[SearchedText]) -> list[str]:
    """One row for each table: the parts that it holds, the dossiers that have it, and what each part says of them.

    A hundred rows that repeat what they are of took longer to write and to read than the texts themselves.
    """
    held: dict[tuple[str, str], list[int]] = {}
    for n, part in enumerate(among):
        held.setdefault((part.table, part.key), []).append(n)
    return [
        f"select array{numbers} as n, array_agg(r.{key}) as dossiers,"
        f" json_build_array({', '.join(f'array_agg({among[n].text})' for n in numbers)}) as said"
        f" from {table} r where r.{key} = any(%s)"
        for (table, key), numbers in held.items()
    ]


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
