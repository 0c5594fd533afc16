"""One document of the inventory, and one of its pages: what was read, what is decided, the same page elsewhere.

All SQL for these screens happens here. The picture of a page is the reader's own.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.forms_examination import DocumentForm, PageForm
from egide.interfaces.staff.pages_examination import (
    decision_badge,
    examination_crumbs,
    found_url,
    grounds_words,
)
from egide.interfaces.staff.pages_publishing import publication_action
from egide.kernel.documents.models import Page
from egide.kernel.documents.showing import has_pictures
from egide.kernel.dossiers.content import of_rank
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.redaction.models import RUNNING
from egide.modules.access_requests.examination.deciding import proposed, same_pages
from egide.modules.access_requests.examination.earlier import copy_of, earlier_of
from egide.modules.access_requests.examination.inventory import WORK, stays
from egide.modules.access_requests.examination.models import Decision, FoundDocument, FoundPage, PageDecision
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, Link, Table, Tone

MOST_PAGES = 2_000
PAGE_TONES: dict[str, Tone] = {
    PageDecision.RELEASE: "met",
    PageDecision.MASK: "soon",
    PageDecision.WITHHOLD: "late",
}
PAGE_COLUMNS = (Column(label="Page"), Column(label="Décision"))


@dataclass(frozen=True, kw_only=True)
class FoundPageShown:
    """One document of the inventory."""

    crumbs: tuple[Crumb, ...]
    number: str
    rank: int
    heading: str
    badge: Badge
    facts: tuple[Fact, ...]
    pages: Table | None
    first: Action | None
    pages_note: str
    proposal: str
    earlier: tuple[tuple[str, Action], ...]
    redaction: Action | None
    publication: Action | None
    take_out: Action | None
    form: DocumentForm | None
    url: str
    version: int


@dataclass(frozen=True, kw_only=True)
class SheetShown:
    """One page under examination."""

    crumbs: tuple[Crumb, ...]
    number: str
    heading: str
    page: int
    pages: int
    badge: Badge
    cited: str
    picture: str
    text: str
    previous_url: str
    next_url: str
    document_url: str
    same: tuple[Link, ...]
    form: PageForm | None
    url: str
    version: int


def found_of(dossier: Dossier, rank: int) -> FoundDocument:
    """Will return the document of this rank of the inventory.

    :raises NotVisible: there is none.
    """
    found = of_rank(FoundDocument, dossier, rank)
    rows = FoundDocument.objects.select_related(
        "version__document",
        "version__stored",
        "consultation__unit",
        "redaction__output__document",
        "redaction__output__stored",
        "redaction__document",
        "released__document",
        "released__stored",
        "decided_by",
    )
    return rows.get(pk=found.pk)


def found_page(
    actor: Actor, dossier: Dossier, found: FoundDocument, form: DocumentForm, *, today: date
) -> FoundPageShown:
    """Will build the page of one document of the inventory."""
    work = may(actor, dossier, WORK).allowed
    pages = list(found.own_pages.order_by("number")[:MOST_PAGES])
    amount = proposed(found)
    first = next((one.number for one in pages if not one.decision), 1)
    return FoundPageShown(
        crumbs=examination_crumbs(dossier, Crumb(label=f"Document {found.rank}")),
        number=dossier.number,
        rank=found.rank,
        heading=found.title,
        badge=decision_badge(found),
        facts=tuple(_facts(dossier, found)),
        pages=Table(
            caption="Pages", columns=PAGE_COLUMNS, rows=tuple(_page_row(dossier, found, one) for one in pages)
        )
        if pages
        else None,
        first=Action(
            label="Examiner les pages",
            url=found_url(dossier, found.rank, "found_page", page=first),
            primary=True,
        )
        if pages
        else None,
        pages_note=""
        if pages
        else "Les pages s’examinent une fois le document lu par le système. D’ici là, décidez du document entier.",
        proposal=f"Les décisions des pages donnent\u00a0: {amount.label.lower()}." if amount else "",
        earlier=tuple(_earlier(dossier, found)) if work else (),
        redaction=_redaction(dossier, found, work=work),
        publication=publication_action(dossier, found, today, work=work),
        take_out=_take_out(dossier, found) if work and not stays(found) else None,
        form=form if work else None,
        url=found_url(dossier, found.rank),
        version=dossier.version,
    )


def sheet_page(
    actor: Actor, dossier: Dossier, found: FoundDocument, number: int, form: PageForm
) -> SheetShown:
    """Will build the screen of one page.

    :raises NotVisible: the document has no such page.
    """
    own = page_of(found, number)
    total = found.pages or 1
    text = (
        Page.objects.filter(version_id=found.version_id, number=number).values_list("text", flat=True).first()
    )
    return SheetShown(
        crumbs=examination_crumbs(
            dossier,
            Crumb(label=f"Document {found.rank}", url=found_url(dossier, found.rank)),
            Crumb(label=f"Page {number}"),
        ),
        number=dossier.number,
        heading=found.title,
        page=number,
        pages=total,
        badge=_page_badge(own),
        cited=grounds_words(own.grounds),
        picture=of_dossier(
            "page_image",
            dossier.number,
            rank=found.version.document.rank,
            version=found.version.number,
            page=number,
            size="page",
        )
        if has_pictures(found.version)
        else "",
        text=text or "",
        previous_url=found_url(dossier, found.rank, "found_page", page=number - 1) if number > 1 else "",
        next_url=found_url(dossier, found.rank, "found_page", page=number + 1) if number < total else "",
        document_url=found_url(dossier, found.rank),
        same=tuple(_same(dossier, one) for one in same_pages(own)),
        form=form if may(actor, dossier, WORK).allowed else None,
        url=found_url(dossier, found.rank, "found_page", page=number),
        version=dossier.version,
    )


def page_of(found: FoundDocument, number: int) -> FoundPage:
    """Will return one page of a document.

    :raises NotVisible: it has no such page.
    """
    own = found.own_pages.filter(number=min(number, 2**31 - 1)).first()
    if own is None:
        raise NotVisible
    return own


def _facts(dossier: Dossier, found: FoundDocument) -> list[Fact]:
    document = found.version.document
    facts = [
        Fact(
            term="Document",
            value=f"Pièce {document.rank}, version {found.version.number}",
            url=of_dossier("document", dossier.number, rank=document.rank),
        ),
        Fact(
            term="Provenance",
            value=found.consultation.unit.name if found.consultation else "Versé au dossier",
            detail=found.reference,
        ),
        Fact(term="Pages", value=formats.number(found.pages) if found.pages else "À lire"),
    ]
    if found.decided_by:
        detail = grounds_words(found.grounds)
        facts.append(Fact(term="Décidé par", value=found.decided_by.full_name, detail=detail))
    if found.earlier:
        facts.append(Fact(term="Reprise de", value=found.earlier, url=of_dossier("dossier", found.earlier)))
    if found.reason:
        facts.append(Fact(term="Précision", value=found.reason))
    copy = copy_of(found)
    if copy:
        url = of_dossier("document", dossier.number, rank=copy.document.rank)
        facts.append(Fact(term="Copie caviardée", value=f"Pièce {copy.document.rank}", url=url))
    return facts


def _page_row(dossier: Dossier, found: FoundDocument, one: FoundPage) -> tuple[Cell, ...]:
    likeness = "comme la même page d’un autre document" if one.by_likeness else ""
    return (
        Cell(text=f"Page {one.number}", url=found_url(dossier, found.rank, "found_page", page=one.number)),
        Cell(badge=_page_badge(one), detail=" · ".join(filter(None, (grounds_words(one.grounds), likeness)))),
    )


def _page_badge(one: FoundPage) -> Badge:
    if not one.decision:
        return Badge(label="à décider", tone="now")
    return Badge(label=PageDecision(one.decision).label, tone=PAGE_TONES[one.decision])


def _earlier(dossier: Dossier, found: FoundDocument) -> list[tuple[str, Action]]:
    shown = []
    for past in earlier_of(found):
        grounds = f" ({grounds_words(past.grounds)})" if past.grounds else ""
        words = f"Le même document a été décidé dans {past.number} le {formats.day(past.on)}\u00a0: "
        shown.append(
            (
                f"{words}{past.decision.label.lower()}{grounds}.",
                Action(
                    label="Reprendre cette décision",
                    url=found_url(dossier, found.rank, "found_again"),
                    method="post",
                    fields=(("version", str(dossier.version)), ("demande", past.number)),
                ),
            )
        )
    return shown


def _redaction(dossier: Dossier, found: FoundDocument, *, work: bool) -> Action | None:
    if found.decision != Decision.PARTIAL or (found.released_id and not found.redaction_id):
        return None
    redaction: Any = found.redaction
    if redaction is not None and (redaction.state in RUNNING or redaction.state == "published"):
        url = of_dossier("redaction", dossier.number, rank=redaction.document.rank, k=redaction.rank)
        return Action(label=f"Ouvrir le caviardage n°\u00a0{redaction.rank}", url=url, primary=True)
    if not work:
        return None
    return Action(
        label="Commencer le caviardage",
        url=found_url(dossier, found.rank, "found_redact"),
        method="post",
        primary=True,
        fields=(("version", str(dossier.version)),),
    )


def _take_out(dossier: Dossier, found: FoundDocument) -> Action:
    return Action(
        label="Retirer de l’inventaire",
        url=found_url(dossier, found.rank, "found_take_out"),
        method="post",
        fields=(("version", str(dossier.version)),),
    )


def _same(dossier: Dossier, one: FoundPage) -> Link:
    said = PageDecision(one.decision).label if one.decision else "à décider"
    return Link(
        label=f"Document {one.found.rank}, page {one.number}",
        url=found_url(dossier, one.found.rank, "found_page", page=one.number),
        detail=f"{one.found.title} · {said}",
    )
