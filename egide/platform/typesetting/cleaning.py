"""Makes any text printable: as it stands, or with a visible mark in place of what no font holds.

Serves people whose names and words come from anywhere; it never drops a letter in silence.
"""

import re
import unicodedata
from collections.abc import Callable

from egide.platform.typesetting.coverage import printable

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
LONGEST_WORD = 60  # characters; a longer one would run off the sheet
_STEP = 30

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+\n")
# Non-breaking spaces count as letters: a line of 65,536 bytes without a break stops the engine.
_LONG_WORD = re.compile(rf"[^ \n\u200b]{{{LONGEST_WORD + 1},}}")
_LOST_JOINT = re.compile("(?<![\u0600-\u06ff])\u200c|\u200c(?![\u0600-\u06ff])")
_HARMLESS = re.compile(r"[\n -~\u00a0-\u00ac\u00ae-\u00ff\u2018-\u201e\u2013\u2014\u2026\u202f]*")

# Endless runs of what has no body cost the engine minutes (20,000 spaces: 14 s) and print nothing more.
_RUN_OF_SPACES = re.compile(r"([^\S\n]{20})[^\S\n]+")
_MARK = "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f]"
_RUN_OF_MARKS = re.compile(f"({_MARK}{{6}}){_MARK}+")
_LOST_MARKS = re.compile(rf"(?<!\S){_MARK}+")

NBSP = "\u00a0"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
# Each turns an ordinary space into one that does not break: characters are never added nor removed. Those that
# begin with the space itself are found the fastest.
_FRENCH: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(
            r" (?:(?=[:»%$])|(?<=« )|(?<=\d )(?=\d{3}(?!\d))"
            rf"|(?:(?<=\d )|(?<=1er ))(?=(?:{_MONTHS})\b)"
            r"|(?<=\d )(?=(?:jours?|mois|ans|heures|minutes)\b))"
        ),
        NBSP,
    ),
    (re.compile(r" (?<=\d )h(?: (?=\d\d))?"), lambda match: match[0].replace(" ", NBSP)),
    (
        re.compile(
            r"\b(art\.|c\.|r\.|al\.|par\.|n°|no|M\.|Mme|Me|N/Réf\.|V/Réf\.|p\.|poste|bureau|article) (?=\S)"
        ),
        rf"\1{NBSP}",
    ),
)


def clean(text: str) -> str:
    """Will return the text ready to print: control characters out, missing glyphs marked « � »."""
    if not _HARMLESS.fullmatch(text):
        text = _BREAKS.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", " ")
        text = "".join(map(_printed, _LOST_JOINT.sub("", text)))
        text = _LOST_MARKS.sub("", text)
        text = _RUN_OF_MARKS.sub(r"\1", re.sub("\u00ad+", "\u00ad", text))
    return _BLANK_LINES.sub("\n\n", _RUN_OF_SPACES.sub(r"\1", text))


def french(text: str) -> str:
    """Will return the text with the spaces that must not break made non-breaking (« 8 h 30 », « 20 % »)."""
    if " " not in text:
        return text
    for pattern, replacement in _FRENCH:
        text = pattern.sub(replacement, text)
    return text


def breakable(text: str) -> str:
    """Will return the text with invisible cutting places in words longer than a line; call it last."""
    return _LONG_WORD.sub(_with_breaks, text)


def unprintable(text: str) -> tuple[str, ...]:
    """Will list, once each, the characters that would print as « � »: a screen warns before approval."""
    return tuple(dict.fromkeys(c for c in unicodedata.normalize("NFC", text) if _printed(c) == REPLACEMENT))


def _printed(character: str) -> str:
    if character in "\n\u00ad\u200b\u200c":
        return character
    kind = unicodedata.category(character)
    # Format characters reorder or hide text (U+202E…); variation selectors have no glyph of their own.
    if kind in ("Cc", "Cf") or 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF:
        return ""
    return character if ord(character) in printable() else REPLACEMENT


def _with_breaks(match: re.Match[str]) -> str:
    word = match[0]
    return "\u200b".join(word[start : start + _STEP] for start in range(0, len(word), _STEP))
