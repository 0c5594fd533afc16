"""The passages shown: each text read again from its own table, through the walls, with the words that answer marked.

One query for any number of results, and one for the stems not yet known. What may no longer be read has no passage.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from egide.kernel.search.asking import Asked
from egide.kernel.search.folding import Token, fold_text, tokens
from egide.kernel.search.sources import CARD, PARTS, SOURCES
from egide.kernel.search.windows import Hit

AROUND = 130  # characters on each side of the densest place
SPAN = 40  # words among which the marks of one passage are looked for
LONGEST_TEXT = 60_000
MOST_STEMS = 50_000
# The stem of a word depends on the word alone, and the same words come back at each search.
_known_stems: dict[str, str] = {}
_LINES = re.compile(r"([.!?:;,»]?)\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """Where it was found, in words (« Note d’appel »), and the passage itself."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    code: str
    label: str
    text: str


def passages(hits: Sequence[Hit], asked: Asked) -> dict[int, Passage]:
    """Will return the passage of each text by the id of its entry."""
    if not hits:
        return {}
    texts = _texts(hits)
    wanted = {word for term in asked.wanted for word in fold_text(term.text).split()}
    starts = {word[:2] for word in wanted}
    read = {text: tokens(text.text, starts=starts) for found in texts.values() for text in found}
    begun = tuple(fold_text(term.text).split()[-1] for term in asked.wanted if term.beginning)
    stems = _stems(wanted | {token.word for found in read.values() for token in found})
    answering = {stems[word] for word in wanted} - {""}

    def answers(token: Token) -> str:
        lexeme = stems[token.word]
        if lexeme in answering:
            return lexeme
        return next((start for start in begun if token.word.startswith(start)), "")

    shown = {}
    for hit in hits:
        found = texts.get((hit.source, hit.dossier, hit.rank), [])
        marked = [(text, [(t, a) for t in read[text] if (a := answers(t))]) for text in found]
        if not marked:
            continue
        text, marks = max(marked, key=lambda one: len({a for _, a in one[1]}))
        shown[hit.entry] = Passage(label=text.label, pieces=_cut(text.text, marks))
    return shown


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


def _texts(hits: Sequence[Hit]) -> Mapping[tuple[str, int, int], list[_Text]]:
    queries, values = [], []
    for source in SOURCES:
        wanted = [hit for hit in hits if hit.source == source.code]
        if wanted:
            queries.append(
                f"select '{source.code}', r.dossier_id, r.rank, '', {source.label}, {source.text} from {source.table} r"
                " join unnest(%s::bigint[], %s::int[]) as w(dossier, rank)"
                " on w.dossier = r.dossier_id and w.rank = r.rank"
            )
            values += [[hit.dossier for hit in wanted], [hit.rank for hit in wanted]]
    if cards := sorted({hit.dossier for hit in hits if hit.source == CARD}):
        for part in PARTS:
            queries.append(
                f"select '{CARD}', r.{part.key}, 0, '{part.code}', '{part.label}', {part.text}"
                f" from {part.table} r where r.{part.key} = any(%s)"
            )
            values.append(cards)
    found: dict[tuple[str, int, int], list[_Text]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(queries), values)
        for source_code, dossier, rank, code, label, text in cursor.fetchall():
            found[source_code, int(dossier), int(rank)].append(
                _Text(code, label, (text or "")[:LONGEST_TEXT])
            )
    return found


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
