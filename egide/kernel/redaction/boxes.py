"""Zones, by hand: draw, hide words, move, change the ground, decide on suggestions, remove.

One function for each intention; a zone that cuts a word is widened to the whole word, and says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from egide.kernel.documents.showing import page_words
from egide.kernel.dossiers.models import Dossier
from egide.kernel.redaction import strokes
from egide.kernel.redaction.geometry import Rect, by_line, widened
from egide.kernel.redaction.grounds import BY_CODE
from egide.kernel.redaction.models import Box, BoxOrigin, BoxState, Redaction
from egide.kernel.redaction.sizes import page_size
from egide.kernel.redaction.words import occurrences
from egide.platform.errors.failures import Refused

TOO_SMALL = "La zone est trop petite\u00a0: donnez-lui au moins deux points de côté."
NOT_FOUND = "Ces mots ne sont pas sur cette page."


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """The zones that were made or moved, and the words for which they were widened."""

    boxes: tuple[Box, ...]
    cut: tuple[str, ...] = ()


def draw(
    *, dossier: Dossier, redaction: Redaction, page: int, rect: Rect, ground: str, now: datetime
) -> Drawn:
    """Will hide a rectangle of a page, widened to whole words.

    :raises Refused: too small, an unknown page or ground, or zones that do not change any more.
    """
    by = strokes.check_prepares(dossier, redaction)
    check_ground(ground, now)
    made, words, cut = _fitted(redaction, page, rect)
    box = strokes.Proposed(page=page, rect=made, ground=ground, origin=BoxOrigin.DRAWN, words=words)
    boxes = strokes.add(
        dossier=dossier, redaction=redaction, boxes=[box], state=BoxState.ACCEPTED, by=by, now=now
    )
    return Drawn(boxes=tuple(boxes), cut=cut)


def hide_words(
    *, dossier: Dossier, redaction: Redaction, page: int, text: str, ground: str, now: datetime
) -> Drawn:
    """Will hide every occurrence of these words on one page.

    :raises Refused: they are not on the page, or zones do not change any more.
    """
    by = strokes.check_prepares(dossier, redaction)
    check_ground(ground, now)
    check_page(redaction, page)
    runs = occurrences(page_words(version=redaction.version, number=page), text)
    boxes = [
        strokes.Proposed(
            page=page, rect=rect, ground=ground, origin=BoxOrigin.WORDS, words=" ".join(w.text for w in run)
        )
        for run in runs
        for rect in by_line(run)
    ]
    if not boxes:
        raise Refused(NOT_FOUND)
    made = strokes.add(
        dossier=dossier, redaction=redaction, boxes=boxes, state=BoxState.ACCEPTED, by=by, now=now
    )
    return Drawn(boxes=tuple(made))


def move(*, dossier: Dossier, redaction: Redaction, number: int, rect: Rect, now: datetime) -> Drawn:
    """Will move or resize a zone; it is still widened to whole words.

    :raises Refused: too small, or zones that do not change any more. :raises NotVisible: no such zone.
    """
    by = strokes.check_prepares(dossier, redaction)
    (box,) = strokes.boxes_of(redaction, [number])
    made, words, cut = _fitted(redaction, box.page, rect)
    strokes.change(
        dossier=dossier, redaction=redaction, boxes=[box], by=by, now=now,
        x0=made.x0, y0=made.y0, x1=made.x1, y1=made.y1, words=words[:2000],
    )  # fmt: skip
    return Drawn(boxes=(box,), cut=cut)


def give_ground(
    *, dossier: Dossier, redaction: Redaction, numbers: Iterable[int], ground: str, now: datetime
) -> None:
    """Will give zones another ground.

    :raises Refused: an unknown ground, or zones that do not change any more. :raises NotVisible: no such zone.
    """
    by = strokes.check_prepares(dossier, redaction)
    check_ground(ground, now)
    found = strokes.boxes_of(redaction, numbers)
    strokes.change(dossier=dossier, redaction=redaction, boxes=found, by=by, now=now, ground=ground)


def remove(*, dossier: Dossier, redaction: Redaction, numbers: Iterable[int], now: datetime) -> None:
    """Will take zones away; undoing brings them back.

    :raises Refused: zones do not change any more. :raises NotVisible: no such zone.
    """
    by = strokes.check_prepares(dossier, redaction)
    found = strokes.boxes_of(redaction, numbers)
    strokes.change(dossier=dossier, redaction=redaction, boxes=found, by=by, now=now, state=BoxState.REMOVED)


def decide(
    *,
    dossier: Dossier,
    redaction: Redaction,
    accept: bool,
    numbers: Iterable[int] = (),
    kind: str = "",
    now: datetime,
) -> int:
    """Will accept or set aside suggestions: these ones, or all of a kind; returns how many.

    :raises Refused: none is waiting, or zones do not change any more. :raises NotVisible: no such zone.
    """
    by = strokes.check_prepares(dossier, redaction)
    waiting = redaction.boxes.filter(state=BoxState.SUGGESTED)
    wanted = list(numbers)
    found = list(waiting.filter(kind=kind) if kind else waiting.filter(number__in=wanted))
    if not found:
        raise Refused("Cette suggestion n’attend plus de décision.")
    state = BoxState.ACCEPTED if accept else BoxState.REFUSED
    strokes.change(
        dossier=dossier, redaction=redaction, boxes=found, by=by, now=now,
        state=state, accepted_by_id=by if accept else None,
    )  # fmt: skip
    return len(found)


def check_ground(ground: str, now: datetime) -> None:
    """Will refuse a ground that may not be cited today.

    :raises Refused: unknown, or no longer in force.
    """
    found = BY_CODE.get(ground)
    if found is None or not found.in_force(timezone.localtime(now).date()):
        raise Refused("Choisissez un motif de la liste\u00a0: une zone se justifie par un article.")


def check_page(redaction: Redaction, page: int) -> None:
    """Will refuse a page that the version does not have.

    :raises Refused: it has fewer pages.
    """
    if not 1 <= page <= redaction.pages:
        raise Refused(f"La version a {redaction.pages} pages.")


def _fitted(redaction: Redaction, page: int, rect: Rect) -> tuple[Rect, str, tuple[str, ...]]:
    check_page(redaction, page)
    size = page_size(redaction.version, page)
    asked = rect.within(*size)
    if not asked.is_real:
        raise Refused(TOO_SMALL)
    found = widened(asked, page_words(version=redaction.version, number=page))
    fitted = found.rect.within(*size)
    return fitted, " ".join(word.text for word in found.words), tuple(word.text for word in found.cut)
