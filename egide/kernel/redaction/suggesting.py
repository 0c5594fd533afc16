"""Suggestions: a word sought in every page, patterns of personal information, names of the dossier's parties.

Nothing is hidden by a suggestion; each says what it resembles. What was set aside is not proposed again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from rapidfuzz.distance import DamerauLevenshtein

from egide.kernel.documents.models import Page
from egide.kernel.documents.showing import Word, page_words
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.redaction import strokes
from egide.kernel.redaction.boxes import check_ground
from egide.kernel.redaction.geometry import Rect, by_line
from egide.kernel.redaction.models import BoxOrigin, BoxState, Redaction
from egide.kernel.redaction.patterns import finds
from egide.kernel.redaction.words import LONGEST, Line, bare, occurrences
from egide.law.names import core
from egide.law.sounds import sound
from egide.platform.errors.failures import Refused
from egide.platform.reading.leaks_words import folded

SHORTEST_NAME, SHORTEST_SLIP = 3, 6  # letters
Found = tuple[tuple[Word, ...], str, str]


def suggest_word(*, dossier: Dossier, redaction: Redaction, text: str, ground: str, now: datetime) -> int:
    """Will suggest every occurrence of a word, or of a few words, in every page; returns how many.

    :raises Refused: nothing to look for, found nowhere, or zones that do not change any more.
    """
    by = strokes.check_prepares(dossier, redaction)
    check_ground(ground, now)
    sought = " ".join(text.split())[:LONGEST]
    if not bare(sought):
        raise Refused("Écrivez le mot à chercher.")
    why = f"est «\u00a0{sought[:120]}\u00a0», que vous avez cherché"
    found = {
        page: [
            (run, "word", why)
            for run in occurrences(page_words(version=redaction.version, number=page), sought)
        ]
        for page in _pages_with(redaction, sought)
    }
    return _keep(dossier, redaction, found, BoxOrigin.SEARCH, ground, by, now, asked=True)


def suggest_patterns(
    *, dossier: Dossier, redaction: Redaction, kinds: frozenset[str], ground: str, now: datetime
) -> int:
    """Will suggest what resembles personal information of these kinds; returns how many zones are new.

    :raises Refused: zones that do not change any more.
    """
    by = strokes.check_prepares(dossier, redaction)
    check_ground(ground, now)
    found: dict[int, list[Found]] = {}
    for page in _pages(redaction, lambda text: any(finds(text, kinds))):
        line = Line(page_words(version=redaction.version, number=page))
        found[page] = [
            (line.between(one.start, one.end), one.kind, one.why) for one in finds(line.text, kinds)
        ]
    return _keep(dossier, redaction, found, BoxOrigin.PATTERN, ground, by, now)


def suggest_names(*, dossier: Dossier, redaction: Redaction, ground: str, now: datetime) -> int:
    """Will suggest the names of the dossier's people, and what resembles them; returns how many zones are new.

    :raises Refused: zones that do not change any more.
    """
    by = strokes.check_prepares(dossier, redaction)
    check_ground(ground, now)
    names = list(
        Party.objects.filter(dossier_id=dossier.pk)
        .exclude(role=PartyRole.ORDER)
        .values_list("name", flat=True)
        .order_by("rank")
    )
    found = {
        page: list(names_in(page_words(version=redaction.version, number=page), names))
        for page in _pages(redaction, lambda text: _holds_name(text, names))
    }
    return _keep(dossier, redaction, found, BoxOrigin.NAME, ground, by, now)


def names_in(words: Sequence[Word], names: Iterable[str]) -> Iterator[Found]:
    """Will give the words that are, or resemble, a part of one of these names; neighbours go together."""
    known = {
        word: name for name in reversed(list(names)) for word in core(name) if len(word) >= SHORTEST_NAME
    }
    run: list[Word] = []
    why = ""
    for word in words:
        said = _likeness(word.text, known)
        if said:
            run.append(word)
            why = why or said
        elif run:
            yield tuple(run), "name", why
            run, why = [], ""
    if run:
        yield tuple(run), "name", why


def names_in_text(text: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Will give what in a plain text is, or resembles, a part of one of these names, and why."""
    words = [Word(text=word, x0=0, y0=0, x1=0, y1=0) for word in text.split()]
    for run, _, why in names_in(words, names):
        yield " ".join(word.text.strip(".,;:()«»\u00a0") for word in run), why


def _likeness(text: str, known: dict[str, str]) -> str:
    for part in bare(text).replace("'", " ").replace("-", " ").split():
        if len(part) < SHORTEST_NAME:
            continue
        if part in known:
            return f"est dans le nom de {known[part]}"
        if not text[:1].isupper():
            continue  # a common word that sounds like a name
        for word, name in known.items():
            if len(word) > SHORTEST_NAME and len(part) > SHORTEST_NAME and sound(word) == sound(part):
                return f"se prononce comme le nom de {name}"
            if len(word) >= SHORTEST_SLIP and DamerauLevenshtein.distance(word, part, score_cutoff=1) <= 1:
                return f"ressemble, à une lettre près, au nom de {name}"
    return ""


def _holds_name(text: str, names: Iterable[str]) -> bool:
    known = {word: name for name in names for word in core(name) if len(word) >= SHORTEST_NAME}
    return any(_likeness(word, known) for word in set(text.split()))


def _pages_with(redaction: Redaction, sought: str) -> list[int]:
    key = max((bare(word) for word in sought.split()), key=len)
    return _pages(redaction, lambda text: key in folded(text))


def _pages(redaction: Redaction, holds: Callable[[str], bool]) -> list[int]:
    """Will return the pages whose text deserves that the page be opened; a page that was not read does."""
    read = Page.objects.filter(version_id=redaction.version_id, number__lte=redaction.pages)
    texts = dict(read.values_list("number", "text"))
    every = range(1, redaction.pages + 1)
    return [n for n in every if not texts.get(n) or holds(" ".join(texts[n].split()))]


def _keep(
    dossier: Dossier, redaction: Redaction, found: dict[int, list[Found]], origin: BoxOrigin, ground: str,
    by: int, now: datetime, *, asked: bool = False,
) -> int:  # fmt: skip
    """Will keep what is not already hidden, proposed, or (unless it was asked for by name) set aside."""
    known: dict[int, list[Rect]] = {}
    passed = [BoxState.REMOVED, BoxState.REFUSED] if asked else [BoxState.REMOVED]
    for box in redaction.boxes.exclude(state__in=passed):
        known.setdefault(box.page, []).append(Rect(box.x0, box.y0, box.x1, box.y1))
    new = [
        strokes.Proposed(
            page=page, rect=rect, ground=ground, origin=origin, kind=kind, why=why[:200],
            words=" ".join(word.text for word in run),
        )
        for page, runs in found.items()
        for run, kind, why in runs
        for rect in by_line(run)
        if not any(_covers(other, rect) for other in known.get(page, []))
    ]  # fmt: skip
    if not new and asked:
        nowhere = not any(found.values())
        raise Refused(
            "Ce mot n’est sur aucune page."
            if nowhere
            else "Ce mot est déjà masqué ou suggéré partout où il paraît."
        )
    strokes.add(dossier=dossier, redaction=redaction, boxes=new, state=BoxState.SUGGESTED, by=by, now=now)
    return len(new)


def _covers(one: Rect, other: Rect) -> bool:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    area = (other.x1 - other.x0) * (other.y1 - other.y0)
    return wide > 0 and high > 0 and wide * high > 0.8 * area
