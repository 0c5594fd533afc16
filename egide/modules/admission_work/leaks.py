"""What in a summary may say who it is about: names of the dossier's people, numbers, patterns of personal information.

Nothing is corrected by itself: a person reads each find, rewrites, or lets it stand and answers for it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from egide.kernel.dossiers.folding import fold
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.redaction.patterns import finds
from egide.kernel.redaction.suggesting import names_in_text
from egide.modules.admission_work.models import Summary

SHORTEST_NUMBER = 4  # digits
SHORTEST_LINE = 8  # characters of an address line: a town alone says nothing
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, kw_only=True)
class Leak:
    """A piece of the text, and why it may point at someone."""

    words: str
    why: str


def leaks_of(dossier: Dossier, summary: Summary) -> tuple[Leak, ...]:
    """Will list what the summary's text holds of the dossier, each word once, orders apart: they are public."""
    text = "\n".join((summary.permit, summary.issue, summary.conclusions))
    people = Party.objects.filter(dossier_id=dossier.pk).exclude(role=PartyRole.ORDER).order_by("rank")
    rows = list(people.values_list("name", "email", "phone", "address"))
    found = [
        *(Leak(words=words, why=why) for words, why in names_in_text(text, [name for name, *_ in rows])),
        *(Leak(words=text[one.start : one.end], why=one.why) for one in finds(text)),
        *_numbers(text, dossier, [piece for _, *known in rows for piece in known]),
        *_places(text, [address for *_, address in rows]),
    ]
    return tuple({fold(leak.words): leak for leak in reversed(found)}.values())[::-1]


def _numbers(text: str, dossier: Dossier, known: list[str]) -> Iterable[Leak]:
    if fold(dossier.number) in fold(text):
        yield Leak(words=dossier.number, why="est le numéro du dossier")
    digits = {run for piece in known for run in _runs(piece)}
    for run in _runs(text):
        if run in digits:
            yield Leak(words=run, why="est un nombre des coordonnées du dossier")


def _places(text: str, addresses: list[str]) -> Iterable[Leak]:
    whole = _bare(text)
    for line in (line.strip() for address in addresses for line in address.splitlines()):
        if len(line) >= SHORTEST_LINE and any(one.isdigit() for one in line) and _bare(line) in whole:
            yield Leak(words=line, why="est dans l’adresse d’une personne du dossier")


def _bare(text: str) -> str:
    """Words only, folded, a space on each side of each: punctuation hides nothing."""
    return f" {' '.join(_WORDS.findall(fold(text)))} "


def _runs(text: str) -> list[str]:
    spaced = "".join(character if character.isdecimal() else " " for character in text)
    return [run for run in spaced.split() if len(run) >= SHORTEST_NUMBER]
