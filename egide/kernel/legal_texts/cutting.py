"""Cuts an act, pasted as its official publisher shows it, into its sections: number, words, line of history.

Pure. It judges no word: what it cuts is entered to be validated by another person, beside the official version.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_ACT = 900_000  # characters; the longest acts of Québec are about that long
MOST = 400  # sections of one act at once
LONGEST_SECTION = 20_000  # characters, as the table keeps them
# « 147.1. Une décision… »: a number, a full stop, words.
_BEGINS = re.compile(r"^([0-9]{1,4}(?:[.][0-9]{1,3}){0,3})\s?[.]\s+(\S.*)$")
# « 1982, c. 30, a. 14; 2006, c. 22, a. 7. »: where the section comes from, its last line.
_HISTORY = re.compile(r"^[12][0-9]{3}, c[.] ?[0-9]+, (?:a|aa|ann)[.] .{1,380}$")
_HEADING = re.compile(r"^(?:CHAPITRE|SECTION|SOUS-SECTION|TITRE|PARTIE|LIVRE|ANNEXE|§)(?![a-zà-ÿ])")
_SPACES = re.compile(r"[ \t\u00a0\u202f]+")
_REPEALED = re.compile(r"^\((?:abrogé|remplacé|omis|périmé|modification intégrée)[^)]*\)[.]?$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Cut:
    """One section as it was found; paragraphs of `body` are parted by an empty line."""

    section: str
    body: str
    history: str

    @property
    def too_long(self) -> bool:
        """Whether it does not fit where texts are kept."""
        return len(self.body) > LONGEST_SECTION or len(self.history) > 400


def cut(text: str) -> tuple[Cut, ...]:
    """Will return the sections found, in their order, at most MOST; repealed ones and headings are left out.

    Numbers only grow, so that « 1. » inside a section is a line of it and not another section.
    """
    found: list[Cut] = []
    section, lines = "", list[str]()
    history, last = "", tuple[int, ...]()
    for line in _lines(text):
        begins = _BEGINS.match(line)
        if (
            begins
            and (key := _key(begins[1])) > last
            and _follows(last, key, closed=bool(history or not section))
        ):
            _keep(found, section, lines, history)
            section, lines, history, last = begins[1], [begins[2]], "", key
        elif not section or history:
            continue  # before the first section, or a heading between two
        elif _HISTORY.match(line):
            history = line
        else:
            lines.append(line)
        if len(found) >= MOST:
            return tuple(found)
    _keep(found, section, lines, history)
    return tuple(found)


def _follows(last: tuple[int, ...], key: tuple[int, ...], *, closed: bool) -> bool:
    # Inside a section that is not closed by its history, only the very next number opens another one.
    return closed or key[0] == last[0] + 1 or (key[0] == last[0] and len(key) > 1)


def _lines(text: str) -> Iterable[str]:
    for line in text.splitlines():
        if plain := _SPACES.sub(" ", line).strip():
            yield plain


def _key(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))


def _keep(found: list[Cut], section: str, lines: list[str], history: str) -> None:
    while lines and _HEADING.match(lines[-1]):
        lines.pop()
    if section and lines and not _REPEALED.match(" ".join(lines)):
        found.append(Cut(section=section, body="\n\n".join(lines), history=history))
