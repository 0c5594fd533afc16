"""Where else a document is filed: the part that its page shows, and the documents of others in a dossier.

A dossier that the reader may not open is said to exist, and not named. The document's page includes
`staff/parts/filings.html` with `filings=filings_part(…)`.
"""

from dataclasses import dataclass

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.kernel.documents.models import Document
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.gate.visibility import visible
from egide.kernel.records.filing import filed_in, filings_of
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Link


@dataclass(frozen=True, kw_only=True)
class FilingLine:
    """One other dossier; without `url`, the reader may not open it."""

    words: str
    detail: str
    url: str = ""
    withdraw: Action | None = None


@dataclass(frozen=True, kw_only=True)
class FilingsPart:
    """The other dossiers of a document, how long it is kept, and filing it once more."""

    lines: tuple[FilingLine, ...]
    kept: str
    add: Action | None


def filings_part(actor: Actor, dossier: Dossier, document: Document) -> FilingsPart:
    """Will show where else the document stands; three queries at most, none for each filing."""
    found = list(filings_of(document))
    open_to = set(
        visible(actor).filter(pk__in=[one.dossier_id for one in found]).values_list("pk", flat=True)
        if found
        else ()
    )
    writes = may(actor, dossier, "add_document").allowed
    own = of_dossier("document_unfile", dossier.number, rank=document.rank)
    lines = tuple(
        FilingLine(
            words=one.dossier.title
            if one.dossier_id in open_to
            else "Un dossier que vous ne pouvez pas ouvrir",
            detail=f"{one.dossier.number if one.dossier_id in open_to else 'Classé'} depuis le "
            f"{formats.day(formats.local(one.filed_at).date())}",
            url=dossier_url(one.dossier.number) if one.dossier_id in open_to else "",
            withdraw=_withdraw(own, dossier, one.dossier) if writes and one.dossier_id in open_to else None,
        )
        for one in found
    )
    days = [dossier.semi_active_until, *(one.dossier.semi_active_until for one in found)]
    known = [day for day in days if day is not None]
    until = (
        f"Il est gardé jusqu’au {formats.day(max(known))}, le plus tardif de ses dossiers."
        if found and len(known) == len(days)
        else "Il est gardé tant qu’un de ses dossiers n’a pas de dernier jour."
        if found
        else ""
    )
    add = Action(
        label="Classer aussi ailleurs", url=of_dossier("document_file", dossier.number, rank=document.rank)
    )
    return FilingsPart(lines=lines, kept=until, add=add if writes else None)


def others_filed_here(actor: Actor, dossier: Dossier) -> tuple[Link, ...]:
    """Will list the documents of other dossiers that stand in this one too, if the reader may open those; one query."""
    rows = filed_in(dossier).filter(document__dossier__in=visible(actor))
    return tuple(
        Link(
            label=one.document.title,
            url=of_dossier("document", one.document.dossier.number, rank=one.document.rank),
            detail=f"vit dans {one.document.dossier.number}",
        )
        for one in rows
    )


def _withdraw(url: str, dossier: Dossier, other: Dossier) -> Action:
    return Action(
        label="Retirer",
        url=url,
        method="post",
        fields=(("version", str(dossier.version)), ("number", other.number)),
        confirm=f"Retirer ce document de {other.number}? Il reste dans {dossier.number}.",
    )
