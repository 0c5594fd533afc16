"""The passages shown: of each text read again, the stretch where the words that answer stand, marked.

A query for the stems not yet known, one for the pages of documents. What may no longer be read has no passage.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db import connection

from egide.kernel.search.asking import Asked
from egide.kernel.search.marking import Mark, Marking
from egide.kernel.search.sources import CARD
from egide.kernel.search.texts import Known, Text, Texts, texts_of
from egide.kernel.search.windows import Hit

# Where a text stands: its source, its dossier, its rank, its block.
Place = tuple[str, int, int, int]
Reads = Callable[[Sequence[Hit], Mapping[int, Known] | None], Texts]
AROUND = 130  # characters on each side of the densest place
SPAN = 40  # words among which the marks of one passage are looked for
# A line that goes on with a small letter goes on with its sentence: a page of print breaks anywhere. The sign of a
# quotation, at the beginning of a line, says nothing inside another.
_LINES = re.compile(r"([.!?:;,»]?)\s*[\n\f]\s*(?:>[> ]*)?")


class Piece(NamedTuple):
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


def passages(
    hits: Sequence[Hit], asked: Asked, *, dossiers: Mapping[int, Known] | None = None, reads: Reads = texts_of
) -> dict[int, Passage]:
    """Will return the passage of each text by the id of its entry; `dossiers`: what is known of all of theirs.

    A title or a name that holds everything that is asked is known then, and nothing is read.
    """
    if not hits:
        return {}
    marking, densest = Marking(asked), _Densest()
    if dossiers:
        densest.among({_place(h): dossiers[h.dossier].card for h in hits if h.source == CARD}, marking)
    if left := [hit for hit in hits if densest.most.get(_place(hit), -1) < marking.all]:
        texts = reads(left, dossiers)
        densest.among({place: said for hit in left if (said := texts.get(place := _place(hit)))}, marking)
    chosen = densest.chosen
    shown = {}
    stand: dict[int, tuple[Text, str]] = {}
    for hit in hits:
        text = chosen.get(_place(hit))
        if text is None:
            continue
        marks = marking.marks(text.text)
        shown[hit.entry] = Passage(label=text.label, pieces=_cut(text.text, marks))
        if text.pages:
            stand[hit.entry] = text, _around(text.text, marks)
    for entry, page in _pages(stand).items():
        shown[entry] = replace(shown[entry], version=stand[entry][0].pages[1], page=page)  # type: ignore[index]
    return shown


def _place(hit: Hit) -> Place:
    return hit.source, hit.dossier, hit.rank, hit.block


class _Densest:
    """Of the parts of each card, the first that holds most of what is asked; a text of one part is that part."""

    def __init__(self) -> None:
        self.chosen: dict[Place, Text] = {}
        self.most: dict[Place, int] = {}

    def among(self, found: Mapping[Place, Sequence[Text]], marking: Marking) -> None:
        """Will look among these parts too, which come after those already seen.

        A title that holds everything leaves the names of its people unread: part by part, those of all cards at once.
        """
        left, n = dict(found), 0
        while left:
            marking.read({parts[n].text for parts in left.values()})
            for place, parts in left.items():
                answers = marking.answers(parts[n].text)
                if answers > self.most.get(place, -1):
                    self.chosen[place], self.most[place] = parts[n], answers
            n += 1
            left = {
                place: parts
                for place, parts in left.items()
                if n < len(parts) and self.most[place] < marking.all
            }


def _around(text: str, marks: Sequence[Mark]) -> str:
    """Some letters of the line about the first mark shown: what tells the page on which it stands."""
    start, end = _stretch(text, marks) if marks else (0, 0)
    mark = next((mark for mark in marks if mark.start >= start and mark.end <= end), None)
    if mark is None:
        return ""
    first = max(text.rfind(c, 0, mark.start) for c in "\n\f") + 1
    after = [at for c in "\n\f" if (at := text.find(c, mark.end)) >= 0]
    return text[max(first, mark.start - 30) : min([*after, mark.end + 30, len(text)])]


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


def _cut(text: str, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """The stretch where most of the words asked stand together, its marks in it."""
    start, end = _stretch(text, marks)
    said = [Piece("… ", False)] if start else []
    at = start
    for first, last, _ in marks:
        if start <= first and last <= end:
            if at < first:
                said.append(Piece(text[at:first], False))
            said.append(Piece(text[first:last], True))
            at = last
    if rest := text[at:end] + (" …" if end < len(text) else ""):
        said.append(Piece(rest, False))
    # Most have a single line: looking for it costs less than looking for where it ends.
    if text.find("\n", start, end) >= 0 or text.find("\f", start, end) >= 0:
        for n, (piece, marked) in enumerate(said):
            if "\n" in piece or "\f" in piece:
                said[n] = Piece(_on_one_line(piece, said[n + 1].text if n + 1 < len(said) else ""), marked)
    return tuple(said)


def _on_one_line(text: str, after: str) -> str:
    """A passage is one line: what began another is set apart by a dot, unless a sentence ended or goes on there."""

    def joined(line: re.Match[str]) -> str:
        goes_on = (text[line.end() : line.end() + 1] or after[:1]).islower()
        return f"{line[1]} " if line[1] or goes_on else " · "

    return _LINES.sub(joined, text)


def _stretch(text: str, marks: Sequence[Mark]) -> tuple[int, int]:
    first, last = _together(marks) if marks else (0, 0)
    room = max(2 * AROUND - (last - first), 0)
    start, end = max(first - room // 2, 0), min(last + room - room // 2, len(text))
    if start:
        start = text.find(" ", start, first) + 1 or start
    if end < len(text):
        end = text.rfind(" ", last, end) if text.rfind(" ", last, end) > 0 else end
    return start, end


def _together(marks: Sequence[Mark]) -> tuple[int, int]:
    """From the first to the last of the marks that stand near one another and say most."""
    first, last = marks[0].start, marks[-1].end
    if last - first <= 2 * AROUND and len(marks) <= SPAN:
        return first, last
    best, most = 0, len({mark.answer for mark in marks})
    for n, mark in enumerate(marks):
        near = [one for one in marks[n : n + SPAN] if one.end - mark.start <= 2 * AROUND]
        met = len({one.answer for one in near})
        if met > best:
            best, first, last = met, mark.start, near[-1].end
        if best == most:
            break
    return first, last
