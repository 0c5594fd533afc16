"""How a French word sounds, as a short key: « Trembley », « Tremblé » and « Tremblay » have the same.

Pure, and small on purpose: for finding names that were misheard or misspelt, never for deciding who is who.
Order matters: each rule rewrites what the former ones left.
"""

import re
from functools import lru_cache

from egide.law.names import core, plain

# A nasal vowel is one sound when no vowel nor second n or m follows: « Lambert » yes, « Lamothe » no.
_NASAL = r"(?![aeiouynmh])"
_RULES: tuple[tuple[str, str], ...] = (
    (r"[^a-z]", ""),
    (r"ph", "f"),
    (r"sch|sh|ch", "x"),
    (r"th", "t"),
    (r"qu|ck|kh|q", "k"),
    (r"gu(?=[eiy])", "g"),
    (r"ge(?=[ao])", "j"),
    (r"sc(?=[eiy])", "s"),
    (r"c(?=[eiy])", "s"),
    (r"g(?=[eiy])", "j"),
    (r"c", "k"),
    (r"gn", "n"),
    (r"^de?s(?=[bcdfgjklmnpqrtv])", "de"),
    (r"bv", "v"),
    (r"eaux|eault|eau|aux|auds?$|ault|auts?$|au|ots?$", "o"),
    (r"oeu|eu", "e"),
    (r"ou", "u"),
    (r"h", ""),
    (r"(ain|ein|aim|yn|ym|in|im|un|um)" + _NASAL, "1"),
    (r"(an|am|en|em)" + _NASAL, "2"),
    (r"(on|om)" + _NASAL, "3"),
    (r"(ai|ei|ay|ey)", "e"),
    (r"y", "i"),
    (r"w", "v"),
    (r"z", "s"),
    (r"(.)\1+", r"\1"),
    (r"(?<=.)(er|et|es|ez)s?$", "e"),
    (r"(?<=..)(e|es|[stdxp]+)$", ""),
    (r"(.)\1+", r"\1"),
)
_COMPILED = tuple((re.compile(pattern), by) for pattern, by in _RULES)


# The same names come back: twenty rules for each of their words were most of understanding a search box.
@lru_cache(maxsize=4_000)
def sound(word: str) -> str:
    """Will return the key of one word; a word of another script, or an initial, is its own key."""
    bare = plain(word)
    if len(bare) < 2 or not bare.isascii():
        return bare
    key = bare
    for pattern, by in _COMPILED:
        key = pattern.sub(by, key)
    return key or bare


def sounds(name: str) -> tuple[str, ...]:
    """Will return the keys of the words of a name that tell people apart, in reading order."""
    return tuple(sound(word) for word in core(name))
