"""The results of a search as people read them: by dossier, where it was found, the passage with its words marked.

What the reader may no longer open disappears here: dossiers come from the gate, passages through the walls.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.kinds import state_label
from egide.interfaces.staff.matching import designated
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.search.asking import Asked, understand
from egide.kernel.search.passages import Passage, Piece, passages
from egide.kernel.search.sources import CARD
from egide.kernel.search.windows import CAP, Hit, Narrowing, newest
from egide.platform.accounts.actors import Actor
from egide.ui import formats

# The section of the dossier where a text of each source is read.
SECTIONS = {
    CARD: "dossier",
    "note": "dossier_notes",
    "message": "dossier_exchanges",
    "document": "dossier_documents",
}


@dataclass(frozen=True, kw_only=True)
class ResultPassage:
    """One place where the words stand: « Note du 3 mars 2026 », its address, the passage."""

    where: str
    url: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class Result:
    """One dossier that answers."""

    number: str
    title: str
    state: str
    detail: str
    url: str
    closed: bool
    passages: tuple[ResultPassage, ...]


def answering(actor: Actor, hits: Sequence[Hit]) -> "QuerySet[Dossier]":
    """Will return the dossiers of these texts that the reader may open, by the gate."""
    return visible(actor).filter(pk__in={hit.dossier for hit in hits}).select_related("unit")


def found_dossiers(actor: Actor, q: str) -> "QuerySet[Dossier]":
    """Will return the dossiers of the newest thousand texts that answer, and what a number or a sound designates."""
    asked = understand(q)
    keys: set[int] = set()
    for question in (asked, asked.begun()) if asked.wanted else ():
        if question is not None and not keys:
            found = newest(actor, question, narrowing=Narrowing(), most=CAP)
            keys = {hit.dossier for hit in found.hits}
    named = designated(visible(actor), q).values("pk")
    return visible(actor).filter(Q(pk__in=sorted(keys)) | Q(pk__in=named))


def results(dossiers: Mapping[int, Dossier], hits: Sequence[Hit], asked: Asked) -> tuple[Result, ...]:
    """Will return the dossiers in the order of their first answer; two queries for any number."""
    if not hits:
        return ()
    read = passages([hit for hit in hits if hit.dossier in dossiers], asked)
    together: dict[int, list[Hit]] = {}
    for hit in hits:
        if hit.dossier in dossiers and hit.entry in read:
            together.setdefault(hit.dossier, []).append(hit)
    return tuple(_result(dossiers[key], found, read) for key, found in together.items())


def _result(dossier: Dossier, hits: Sequence[Hit], read: Mapping[int, Passage]) -> Result:
    opened = formats.day(dossier.received_on)
    return Result(
        number=dossier.number,
        title=dossier.title,
        state=state_label(dossier.kind, dossier.state),
        detail=f"reçu le {opened} · {dossier.unit.name}",
        url=of_dossier("dossier", dossier.number),
        closed=dossier.closed_on is not None,
        passages=tuple(
            ResultPassage(
                where=_where(read[hit.entry].label, hit.source, hit.day),
                url=_address(dossier.number, hit),
                pieces=read[hit.entry].pieces,
            )
            for hit in hits
        ),
    )


def _where(label: str, source: str, day: date) -> str:
    return label if source == CARD else f"{label} du {formats.day(day)}"


def _address(number: str, hit: Hit) -> str:
    if hit.source in ("letter", "measure"):
        return of_dossier(hit.source, number, rank=hit.rank)
    return of_dossier(SECTIONS.get(hit.source, "dossier"), number)
