"""The passages shown: each text read again from its own table, through the walls, with the words that answer marked.

One query for any number of results, and one for the stems not yet known. What may no longer be read has no passage.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db import connection

from egide.kernel.search.asking import Asked
from egide.kernel.search.folding import Token, fold_text, tokens
from egide.kernel.search.sources import CARD, CONTENT, parts, rows
from egide.kernel.search.windows import Hit
from egide.law.searched import SearchedRows

AROUND = 130  # characters on each side of the densest place
SPAN = 40  # words among which the marks of one passage are looked for
LONGEST_TEXT = 61_000
LONG = 600  # characters: in a longer text, only what surrounds the words is read letter by letter
MOST_PLACES = 300
FEW_PLACES = 12  # read for one short beginning: nearly every place answers « e »
FEW_PAGES = 10_000  # characters read when no word begins as those asked: « yeux », asked « œil »
MOST_STEMS = 50_000
# The stem of a word depends on the word alone, and the same words come back at each search.
_known_stems: dict[str, str] = {}
_PAGES = (
    "array[r.version_id, (select v.number from documents_documentversion v where v.id = r.version_id),"
    " r.first_page, r.last_page]::bigint[]"
)
_LETTERS = {
    "a": "[aàâäáãå]", "c": "[cç]", "e": "[eéèêë]", "i": "[iîïíì]", "n": "[nñ]", "o": "[oôöóòõ]", "u": "[uùûüú]",
    "y": "[yÿý]",
}  # fmt: skip
_LINES = re.compile(r"([.!?:;,»]?)\s*[\n\f]\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """Where it was found, in words (« Note d’appel »), and the passage itself; of a document, version and page."""

    label: str
    pieces: tuple[Piece, ...]
    version: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class _Text:
    code: str
    label: str
    text: str
    # Of a document: the id and number of its version, the first and the last page of this stretch.
    pages: tuple[int, int, int, int] | None = None


def passages(hits: Sequence[Hit], asked: Asked) -> dict[int, Passage]:
    """Will return the passage of each text by the id of its entry."""
    if not hits:
        return {}
    texts = _texts(hits)
    wanted = {word for term in asked.wanted for word in fold_text(term.text).split()}
    read = {text: _tokens(text.text, wanted) for found in texts.values() for text in found}
    begun = tuple(fold_text(term.text).split()[-1] for term in asked.wanted if term.beginning)
    stems = _stems(wanted | {token.word for found in read.values() for token in found})
    answering = {stems[word] for word in wanted} - {""}

    def answers(token: Token) -> str:
        lexeme = stems[token.word]
        if lexeme in answering:
            return lexeme
        return next((start for start in begun if token.word.startswith(start)), "")

    shown = {}
    stand: dict[int, tuple[_Text, str]] = {}
    for hit in hits:
        found = texts.get((hit.source, hit.dossier, hit.rank, hit.block), [])
        marked = [(text, [(t, a) for t in read[text] if (a := answers(t))]) for text in found]
        if not marked:
            continue
        text, marks = max(marked, key=lambda one: len({a for _, a in one[1]}))
        shown[hit.entry] = Passage(label=text.label, pieces=_cut(text.text, marks))
        if text.pages:
            stand[hit.entry] = text, _around(text.text, marks)
    for entry, page in _pages(stand).items():
        shown[entry] = replace(shown[entry], version=stand[entry][0].pages[1], page=page)  # type: ignore[index]
    return shown


def small_words(asked: Asked) -> tuple[str, ...]:
    """Will return the words typed that stand in every text; asks nothing that the passages did not learn."""
    return tuple(
        term.text
        for term in asked.wanted
        if (folded := fold_text(term.text).split()) and all(_known_stems.get(word) == "" for word in folded)
    )


def _tokens(text: str, wanted: set[str]) -> tuple[Token, ...]:
    """The words that may answer; of a long text, those about the places where one begins likewise."""
    starts = {word[:2] for word in wanted}
    if len(text) <= LONG or not wanted:
        return tokens(text, starts=starts)
    found: list[Token] = []
    end = 0
    most = FEW_PLACES if len("".join(wanted)) <= 2 else MOST_PLACES
    for n, place in enumerate(_beginnings(frozenset(wanted)).finditer(text)):
        if n >= most:
            break
        if place.start() < end:
            continue
        start = max(text.rfind(" ", 0, place.start()) + 1, place.start() - 40)
        stop = text.find(" ", min(place.start() + 2 * AROUND, len(text)))
        stop = len(text) if stop < 0 else stop
        end = stop
        found += [
            Token(token.word, token.start + start, token.end + start)
            for token in tokens(text[start:stop], starts=starts)
        ]
    return tuple(found) or tokens(text[:FEW_PAGES], starts=starts)


@lru_cache(maxsize=256)
def _beginnings(wanted: frozenset[str]) -> re.Pattern[str]:
    """How the words asked may begin in a text, whatever the accents and the capitals."""
    said = {word[: min(4, max(2, len(word) - 2))] for word in wanted}
    written = ("".join(_LETTERS.get(c, re.escape(c)) for c in one) for one in sorted(said))
    ligatures = (w for one, w in (("oe", "œ"), ("ae", "æ")) if any(s.startswith(one) for s in said))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join([*written, *ligatures])})", re.IGNORECASE)


def _around(text: str, marks: Sequence[tuple[Token, str]]) -> str:
    """Some letters of the line about the first mark shown: what tells the page on which it stands."""
    start, end = _stretch(text, marks) if marks else (0, 0)
    token = next((token for token, _ in marks if token.start >= start and token.end <= end), None)
    if token is None:
        return ""
    first = max(text.rfind(c, 0, token.start) for c in "\n\f") + 1
    after = [at for c in "\n\f" if (at := text.find(c, token.end)) >= 0]
    return text[max(first, token.start - 30) : min([*after, token.end + 30, len(text)])]


def _pages(stand: Mapping[int, tuple[_Text, str]]) -> dict[int, int]:
    """The page of each, the first on which its letters stand; one query, of the texts shown only."""
    if not stand:
        return {}
    asked = [(entry, *text.pages, around) for entry, (text, around) in stand.items() if text.pages]
    with connection.cursor() as cursor:
        cursor.execute(
            "select w.entry, coalesce(min(p.number) filter (where w.around <> '' and strpos(p.text, w.around) > 0),"
            " w.first) from unnest(%s::bigint[], %s::bigint[], %s::int[], %s::int[], %s::text[])"
            " as w(entry, version, first, last, around)"
            " left join documents_page p on p.version_id = w.version and p.number between w.first and w.last"
            " group by w.entry, w.first",
            [[a[0] for a in asked], [a[1] for a in asked], [a[3] for a in asked], [a[4] for a in asked],
             [a[5] for a in asked]],
        )  # fmt: skip
        return {int(entry): int(page) for entry, page in cursor.fetchall()}


def _cut(text: str, marks: Sequence[tuple[Token, str]]) -> tuple[Piece, ...]:
    """The stretch where most of the words asked stand together, its marks in it."""
    start, end = _stretch(text, marks)
    pieces = [Piece("… ", False)] if start else []
    at = start
    for token, _ in marks:
        if start <= token.start and token.end <= end:
            pieces += [Piece(text[at : token.start], False), Piece(text[token.start : token.end], True)]
            at = token.end
    pieces.append(Piece(text[at:end] + (" …" if end < len(text) else ""), False))
    return tuple(Piece(_LINES.sub(_joined, piece.text), piece.marked) for piece in pieces if piece.text)


def _joined(line: re.Match[str]) -> str:
    """A passage is one line: what began another is set apart by a dot, unless a sentence ended there."""
    return f"{line[1]} " if line[1] else " · "


def _stretch(text: str, marks: Sequence[tuple[Token, str]]) -> tuple[int, int]:
    first = last = 0
    best = 0
    for n, (token, _) in enumerate(marks):
        near = [(t, a) for t, a in marks[n : n + SPAN] if t.end - token.start <= 2 * AROUND]
        if len({a for _, a in near}) > best:
            best, first, last = len({a for _, a in near}), token.start, near[-1][0].end
    room = max(2 * AROUND - (last - first), 0)
    start, end = max(first - room // 2, 0), min(last + room - room // 2, len(text))
    if start:
        start = text.find(" ", start, first) + 1 or start
    if end < len(text):
        end = text.rfind(" ", last, end) if text.rfind(" ", last, end) > 0 else end
    return start, end


def _texts(hits: Sequence[Hit]) -> Mapping[tuple[str, int, int, int], list[_Text]]:
    queries, values = [], []
    for source in rows():
        wanted = [hit for hit in hits if hit.source == source.code]
        if wanted:
            queries.append(
                f"select '{source.code}', r.dossier_id, r.rank, {source.block}, '', {source.label}, {source.text},"
                f" {_PAGES if source.code == CONTENT else 'null::bigint[]'}"
                f" from {source.table} r {source.pieces}"
                " join unnest(%s::bigint[], %s::int[], %s::int[]) as w(dossier, rank, block)"
                f" on w.dossier = r.dossier_id and w.rank = r.rank and w.block = {source.block}{_row_of(source)}"
            )
            values += [[getattr(hit, name) for hit in wanted] for name in ("dossier", "rank", "block")]
    if cards := sorted({hit.dossier for hit in hits if hit.source == CARD}):
        for part in parts():
            queries.append(
                f"select '{CARD}', r.{part.key}, 0, 0, '{part.code}', '{part.label}', {part.text}, null::bigint[]"
                f" from {part.table} r where r.{part.key} = any(%s)"
            )
            values.append(cards)
    found: dict[tuple[str, int, int, int], list[_Text]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(queries), values)
        for source_code, dossier, rank, block, code, label, text, pages in cursor.fetchall():
            found[source_code, int(dossier), int(rank), int(block)].append(
                _Text(code, label or "", (text or "")[:LONGEST_TEXT], tuple(pages) if pages else None)
            )
    return found


def _row_of(source: SearchedRows) -> str:
    # Said of the row before its text is opened: a document of ten thousand pages has many rows, one is wanted.
    return f" and w.block between {source.of_row}" if source.of_row else ""


def _stems(words: set[str]) -> dict[str, str]:
    """The stem of each word, as PostgreSQL makes it; nothing for a word that is not indexed."""
    known = {word: _known_stems[word] for word in words if word in _known_stems}
    if missing := sorted(words - known.keys()):
        with connection.cursor() as cursor:
            cursor.execute(
                "select w, coalesce((ts_lexize('public.egide_stem', w))[1], '') from unnest(%s::text[]) as u(w)",
                [missing],
            )
            found: dict[str, str] = dict(cursor.fetchall())
        if len(_known_stems) + len(found) > MOST_STEMS:
            _known_stems.clear()
        _known_stems.update(found)
        known |= found
    return known
