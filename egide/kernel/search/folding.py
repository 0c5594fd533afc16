"""One folding of French for the index, the question and the marks on the screen: in Python and, word for word, in SQL.

Accents, ligatures, elision, plural and feminine go before PostgreSQL's own French stemmer, which counts accents.
A change here needs `egide search rebuild`; `egide verify` says when the database folds otherwise.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from sys import intern
from typing import NamedTuple

OPENED = (
    ("œ", "oe"),
    ("Œ", "oe"),
    ("æ", "ae"),
    ("Æ", "ae"),
    ("ß", "ss"),
    ("ø", "o"),
    ("Ø", "o"),
    ("ł", "l"),
    ("Ł", "l"),
)
APOSTROPHES = ("’", "ʼ", "‘", "′", "`")
MARKS = "\u0300-\u036f"
# What makes a word: letters of any script and digits; the rest separates.
LETTERS = "a-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u3040-\ud7a3\U00010000-\U0003ffff"
ELIDED = "jusqu|lorsqu|puisqu|quoiqu|qu|[cdjlmnst]"
# Endings, each before a blank, in this order: (regular expression, what replaces it), or a plain text.
ENDINGS: tuple[tuple[str, str, bool], ...] = (
    # Plural. Not after « i », « a », « o »: « avis », « cas », « gros » are whole; nor « abus », « refus ».
    (r"([a-z]{2}[bcdfghjklmnpqrtvwyz]|[a-z]{2}e|[cdlmnprtv]u|ami|uivi|[lnt]i|[eiou]ro)s ", r"\1 ", True),
    # « Année » is not « Anne ».
    (" annee ", " anneeo ", False),
    # Nor is « délit » « délai », which the stemmer cuts alike.
    (" delit ", " delict ", False),
    ("ee ", "e ", False),
    (" travaux ", " travail ", False),
    (" baux ", " bail ", False),
    (" yeux ", " oeil ", False),
    (" jeux ", " jeu ", False),
    # Feminine.
    ("trice ", "teur ", False),
    (r"([cdglmnstv])eu(se|x) ", r"\1eur ", True),
    ("if ", "iv ", False),
    ("iere ", "ier ", False),
    ("llere ", "ller ", False),
    ("gere ", "ger ", False),
    ("blique ", "blic ", False),
    ("cque ", "c ", False),
    # The stemmer takes « français » for a verb.
    (r"(c|gl)aise? ", r"\1ays ", True),
    ("vaise ", "vais ", False),
    (" longue ", " long ", False),
    (" franche ", " franc ", False),
    (" blanche ", " blanc ", False),
    (" seche ", " sec ", False),
    (" douce ", " doux ", False),
    (" fausse ", " faux ", False),
    (" grosse ", " gros ", False),
)

_UPPER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
# No word goes over a blank; anything else may stand in one.
_PIECE = re.compile("[^ \t\n\r\u00a0\u202f]+")
_CHUNK = re.compile(f"[{LETTERS}']+")
_ELISION = re.compile(f"'*(?:{ELIDED})'(?=[{LETTERS}])")
_CHANGED = "yeux"  # « œil »
ASKED = 100  # characters: a longer text is not kept
_RULES = tuple((re.compile(wrong) if pattern else wrong, right) for wrong, right, pattern in ENDINGS)


class Token(NamedTuple):
    """One word of a text: as it is indexed before stemming, and where it stands."""

    word: str
    start: int
    end: int


def fold_text(text: str) -> str:
    """Will return the words of a text as the index knows them, one blank between: « L’École » gives « ecole »."""
    return _asked(text) if len(text) <= ASKED else _fold(text)


def _fold(text: str) -> str:
    return _ended(" ".join(word for word, _, _ in _words(text)))


# What is typed is folded by whoever writes the question, looks for names, tells it and marks it.
_asked = lru_cache(maxsize=4_000)(_fold)


def tokens(text: str) -> tuple[Token, ...]:
    """Will return the words of a text with their places in it, to mark them on a screen."""
    found = _words(text)
    ended = _ended(" ".join(word for word, _, _ in found)).split()
    return tuple(Token(word, start, end) for word, (_, start, end) in zip(ended, found, strict=True))


def tokens_of_pieces(pieces: Iterable[str], starts: AbstractSet[str]) -> dict[str, list[Token]]:
    """Will return the words, of what stands between two blanks, that begin with two of these letters, by piece."""
    found: dict[str, list[Token]] = {}
    for piece in pieces:
        heads = _heads.get(piece)
        if heads is None:
            heads = _learned(piece)
        if starts.isdisjoint(heads):
            continue
        for head, bare, start, end in _words_of_piece(piece):
            if head in starts and (word := _ended_alone(bare))[:2] in starts:
                found.setdefault(piece, []).append(Token(word, start, end))
    return found


# How the words of each piece begin: nearly all pieces are left out by it. A mere dictionary, whose strings are few:
# what a page reads a hundred times is no longer in the processor's own memory, and each object read there counts.
_heads: dict[str, tuple[str, ...]] = {}
MOST_PIECES = 20_000


def _learned(piece: str) -> tuple[str, ...]:
    if len(_heads) >= MOST_PIECES:
        _heads.clear()
    return _heads.setdefault(piece, tuple(intern(head) for head, *_ in _words_of_piece(piece)))


def _words(text: str) -> list[tuple[str, int, int]]:
    found = []
    for piece in _PIECE.finditer(text):
        at = piece.start()
        found += [(word, at + start, at + end) for _, word, start, end in _words_of_piece(piece[0])]
    return found


# Texts repeat their words: reading twenty of them letter by letter was most of a page of the search.
@lru_cache(maxsize=20_000)
def _words_of_piece(text: str) -> tuple[tuple[str, str, int, int], ...]:
    """Each word, after the two letters with which it begins once its ending is read."""
    bare, places = _bare(text)
    found = []
    for chunk in _CHUNK.finditer(bare):
        begins = chunk.start()
        if elided := _ELISION.match(bare, begins, chunk.end()):
            begins = elided.end()
        if word := bare[begins : chunk.end()].replace("'", ""):
            inner = bare[begins : chunk.end()]
            first, last = begins + len(inner) - len(inner.lstrip("'")), begins + len(inner.rstrip("'")) - 1
            # Endings change the beginning of short words only, and of one other.
            head = (_ended_alone(word) if len(word) < 4 or word == _CHANGED else word)[:2]
            found.append((head, word, places[first], places[last] + 1))
    return tuple(found)


def _bare(text: str) -> tuple[str, Sequence[int]]:
    """The text without accents nor capitals, and for each of its characters the place where it comes from."""
    if text.isascii():
        return text.replace("`", "'").lower(), range(len(text))
    out: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        said = _said(character)
        out.append(said)
        places += [at] * len(said)
    return "".join(out), places


@lru_cache(maxsize=4_000)
def _said(character: str) -> str:
    if character in APOSTROPHES:
        return "'"
    apart = unicodedata.normalize("NFD", character)
    opened = dict(OPENED)
    return "".join(opened.get(c, c) for c in apart if not "\u0300" <= c <= "\u036f").translate(_UPPER)


_ended_alone = lru_cache(maxsize=20_000)(lambda word: _ended(word))


def _ended(words: str) -> str:
    if not words:
        return ""
    said = f" {words} "
    for wrong, right in _RULES:
        said = said.replace(wrong, right) if isinstance(wrong, str) else wrong.sub(right, said)
    return said.strip(" ")


def fold_sql() -> str:
    """Will return the body of `search_fold(text)`: the same steps, in PostgreSQL."""
    said = f"regexp_replace(normalize(given, NFD) collate \"C\", '[{MARKS}]+', '', 'g')"
    for wrong, right in OPENED:
        said = f"replace({said}, '{wrong}', '{right}')"
    quote = "''"
    said = f"lower(translate({said}, '{''.join(APOSTROPHES)}', '{quote * len(APOSTROPHES)}') collate \"C\")"
    said = f"regexp_replace({said}, '(^|[^{LETTERS}''])''*(?:{ELIDED})''(?=[{LETTERS}])', '\\1', 'g')"
    said = f"regexp_replace(replace({said}, '''', ''), '[^{LETTERS}]+', ' ', 'g')"
    said = f"' ' || btrim({said}, ' ') || ' '"
    for wrong, right, pattern in ENDINGS:
        said = (
            f"regexp_replace({said}, '{wrong}', '{right}', 'g')"
            if pattern
            else f"replace({said}, '{wrong}', '{right}')"
        )
    return f"select btrim({said}, ' ')"
