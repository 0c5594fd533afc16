"""What waits for the post: the letters to print, their labels, and what became of each one noted as posted.

All SQL for the screen happens here; the same number of statements for one letter and for fifty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from egide.interfaces.staff.addresses import of_dossier
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.letters.posting import to_post
from egide.platform.accounts.actors import Actor
from egide.ui import formats

MOST = 50  # letters of one batch


@dataclass(frozen=True, kw_only=True)
class ToPost:
    """One letter of the list; `value` names it in the form, with the version of its dossier."""

    value: str
    label: str
    detail: str
    url: str
    ready: bool
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class PostedLine:
    """What became of one letter."""

    label: str
    words: str
    done: bool


@dataclass(frozen=True, kw_only=True)
class PostingPage:
    """The list, the form around it, and the lines of the batch that has just been noted."""

    rows: tuple[ToPost, ...]
    lines: tuple[PostedLine, ...]
    form: Any
    summary: str
    note: str


def waiting(actor: Actor) -> list[Letter]:
    """Will read the letters that wait, with what the list, the print and the labels need."""
    rows = to_post(actor).select_related("dossier", "recipient", "version__stored")
    return list(rows[: MOST + 1])


def value_of(letter: Letter) -> str:
    """Will name a letter in the form: number, rank, version of its dossier."""
    return f"{letter.dossier.number}:{letter.rank}:{letter.dossier.version}"


def posting_page(
    letters: Sequence[Letter],
    *,
    form: Any,
    chosen: frozenset[str] | None = None,
    lines: tuple[PostedLine, ...] = (),
    note: str = "",
) -> PostingPage:
    """Will build the page; without a choice, every letter that can be posted is chosen."""
    rows = tuple(_row(letter, chosen) for letter in letters[:MOST])
    done = sum(line.done for line in lines)
    return PostingPage(
        rows=rows,
        lines=lines,
        form=form,
        summary=f"{formats.count(done, 'lettre consignée', 'lettres consignées')} sur {len(lines)}."
        if lines
        else "",
        note=note or (f"Les {MOST} plus anciennes sont montrées." if len(letters) > MOST else ""),
    )


def name_of(letter: Letter) -> str:
    """Will say which letter it is: « Accusé de réception, à Élise Tremblay »."""
    return f"{letter.title}, à {letter.recipient.name}"


def _row(letter: Letter, chosen: frozenset[str] | None) -> ToPost:
    address = ", ".join(line.strip() for line in letter.recipient.address.splitlines() if line.strip())
    why = "courriel revenu · " if letter.state == LetterState.BOUNCED else ""
    ready, value = bool(address.strip()), value_of(letter)
    return ToPost(
        value=value,
        label=name_of(letter),
        detail=f"{letter.reference} · {why}{address or 'aucune adresse postale'}",
        url=of_dossier("letter", letter.dossier.number, rank=letter.rank),
        ready=ready,
        chosen=ready if chosen is None else value in chosen,
    )
