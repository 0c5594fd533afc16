"""The passages shown: of each text read again, the stretch where the words that answer stand, marked.

One query for the stems not yet known, one for the pages of documents. What may no longer be read has no passage.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db import connection

from egide.kernel.search.asking import Asked
from egide.kernel.search.folding import Token, fold_text, tokens
from egide.kernel.search.texts import Text, Texts, texts_of
from egide.kernel.search.windows import Hit

AROUND = 130  # characters on each side of the densest place
SPAN = 40  # words among which the marks of one passage are looked for
LONG = 600  # characters: in a longer text, only what surrounds the words is read letter by letter
MOST_PLACES = 300
FEW_PLACES = 12  # read for one short beginning: nearly every place answers « e »
FEW_PAGES = 10_000  # characters read when no word begins as those asked: « yeux », asked « œil »
MOST_STEMS = 50_000
# The stem of a word depends on the word alone, and the same words come back at each search.
_known_stems: dict[str, str] = {}
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


def passages(hits: Sequence[Hit], asked: Asked, texts: Texts | None = None) -> dict[int, Passage]:
    """Will return the passage of each text by the id of its entry; `texts`: those already read (texts.py)."""
    if not hits:
        return {}
    texts = texts_of(hits) if texts is None else texts
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
    stand: dict[int, tuple[Text, str]] = {}
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


def _pages(stand: Mapping[int, tuple[Text, str]]) -> dict[int, int]:
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
