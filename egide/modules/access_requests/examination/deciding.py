"""Deciding of a page, of a document, of the same page elsewhere; opening the redaction of what is partly given.

A decision may be taken again until the request is decided; the journal keeps each.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.redaction import strokes
from egide.kernel.redaction.actions import open_redaction
from egide.kernel.redaction.geometry import Rect
from egide.kernel.redaction.grounds import BY_CODE, available
from egide.kernel.redaction.models import RUNNING, BoxOrigin, BoxState, Redaction
from egide.kernel.redaction.sizes import page_size
from egide.kernel.redaction.strokes import Proposed
from egide.modules.access_requests.examination.inventory import check_may, journal, prepare_pages
from egide.modules.access_requests.examination.models import (
    LONGEST_WORDS,
    Decision,
    FoundDocument,
    FoundPage,
    PageDecision,
)
from egide.modules.access_requests.examination.readiness import amount_of
from egide.platform.errors.failures import Refused

NOT_READ = "La lecture de ce document n’est pas finie\u00a0: ses pages s’examinent ensuite."
WITH_GROUNDS = (Decision.PARTIAL, Decision.REFUSED)


def decide_page(
    *,
    dossier: Dossier,
    found: FoundDocument,
    page: int,
    decision: PageDecision | str,
    grounds: Sequence[str] = (),
    now: datetime,
) -> tuple[FoundPage, ...]:
    """Will decide of one page, and of the same page in other documents where nothing is decided yet.

    Returns the other pages that followed; each says that it was decided by likeness.

    :raises Refused: not for this person, no such page, or grounds missing or unknown.
    """
    by = check_may(dossier)
    if not prepare_pages(found):
        raise Refused(NOT_READ)
    own = found.own_pages.filter(number=page).first()
    if own is None:
        raise Refused(f"Ce document n’a pas de page {page}.")
    chosen = PageDecision(decision)
    cited = checked_grounds(grounds, now, needed=chosen != PageDecision.RELEASE)
    values = {"decision": chosen, "grounds": cited, "decided_by_id": by, "decided_at": now}
    twins = _same_elsewhere(own).filter(decision="") if own.text_key else FoundPage.objects.none()
    followed = list(twins.select_related("found"))
    FoundPage.objects.filter(pk=own.pk).update(**values, by_likeness=False)
    FoundPage.objects.filter(pk__in=[one.pk for one in followed]).update(**values, by_likeness=True)
    journal(
        dossier, "examination.page", now,
        rank=found.rank, page=page, decision=chosen.value, grounds=",".join(cited), alike=len(followed),
    )  # fmt: skip
    return tuple(followed)


def same_pages(page: FoundPage) -> list[FoundPage]:
    """Will return the pages of the other documents that hold the same words, in the order of the inventory."""
    if not page.text_key:
        return []
    return list(_same_elsewhere(page).select_related("found").order_by("found__rank", "number"))


def proposed(found: FoundDocument) -> Decision | None:
    """Will say what the decisions of the pages amount to; nothing while a page is undecided."""
    rows = set(found.own_pages.values_list("decision", flat=True))
    return amount_of(rows) if rows and "" not in rows else None


def decide_document(
    *,
    dossier: Dossier,
    found: FoundDocument,
    decision: Decision | str,
    grounds: Sequence[str] = (),
    reason: str = "",
    now: datetime,
) -> None:
    """Will decide of a document. Grounds not given are those of its pages.

    :raises Refused: not for this person, contradicts its pages, no ground, or no body named.
    """
    by = check_may(dossier)
    chosen = Decision(decision)
    said = reason.replace("\r\n", "\n").strip()
    if len(said) > LONGEST_WORDS or "\x00" in said:
        raise Refused(f"Le texte tient en {LONGEST_WORDS} caractères.")
    _check_agrees(found, chosen)
    if chosen == Decision.OTHER_BODY and not said:
        raise Refused("Nommez l’organisme dont ce document relève\u00a0: la personne y sera dirigée.")
    cited = checked_grounds(grounds or grounds_of_pages(found), now, needed=chosen in WITH_GROUNDS)
    found.decision, found.grounds, found.reason = chosen, cited, said
    found.decided_by_id, found.decided_at, found.earlier = by, now, ""
    found.save(update_fields=["decision", "grounds", "reason", "decided_by", "decided_at", "earlier"])
    journal(
        dossier, "examination.decided", now, rank=found.rank, decision=chosen.value, grounds=",".join(cited)
    )


def begin_redaction(*, dossier: Dossier, found: FoundDocument, now: datetime) -> Redaction:
    """Will open the kernel's redaction of the document; pages withheld are covered whole, with their grounds.

    :raises Refused: not for this person, nothing to hide, or a redaction is under way.
    """
    by = check_may(dossier)
    if found.redaction is not None and found.redaction.state in RUNNING:
        raise Refused("Le caviardage de ce document est déjà commencé.")
    version = DocumentVersion.objects.select_related("document", "stored").get(pk=found.version_id)
    redaction = open_redaction(dossier=dossier, version=version, now=now)
    whole = [
        Proposed(
            page=one.number,
            rect=Rect(0, 0, *page_size(version, one.number)),
            ground=(one.grounds or found.grounds)[0],
            origin=BoxOrigin.DRAWN,
        )
        for one in found.own_pages.filter(decision=PageDecision.WITHHOLD).order_by("number")
    ]
    if whole:
        strokes.add(
            dossier=dossier, redaction=redaction, boxes=whole, state=BoxState.ACCEPTED, by=by, now=now
        )
    found.redaction, found.released = redaction, None
    found.save(update_fields=["redaction", "released"])
    journal(dossier, "examination.redaction", now, rank=found.rank, redaction=redaction.rank)
    return redaction


def grounds_of_pages(found: FoundDocument) -> tuple[str, ...]:
    """Will return the grounds cited on the pages, each once, in the order of the Act's list."""
    cited = {code for row in found.own_pages.values_list("grounds", flat=True) for code in row}
    return tuple(code for code in BY_CODE if code in cited)


def checked_grounds(grounds: Sequence[str], now: datetime, *, needed: bool) -> list[str]:
    """Will return the grounds in their order, each once.

    :raises Refused: none where one is needed, or one that may not be cited that day.
    """
    known = {ground.code for ground in available(timezone.localtime(now).date())}
    if unknown := [code for code in grounds if code not in known]:
        raise Refused(f"L’article «\u00a0{unknown[0][:20]}\u00a0» n’est pas offert ce jour-là.")
    if needed and not grounds:
        raise Refused(
            "Choisissez au moins un motif\u00a0: un refus cite la disposition sur laquelle il s’appuie."
        )
    return [code for code in BY_CODE if code in set(grounds)] if needed else []


def _same_elsewhere(page: FoundPage) -> "QuerySet[FoundPage]":
    return FoundPage.objects.filter(dossier_id=page.dossier_id, text_key=page.text_key).exclude(
        found_id=page.found_id
    )


def _check_agrees(found: FoundDocument, chosen: Decision) -> None:
    amount = proposed(found)
    if amount is None or chosen not in (Decision.ACCESS, Decision.PARTIAL, Decision.REFUSED):
        return
    if amount != chosen:
        raise Refused(
            f"Les décisions des pages donnent «\u00a0{amount.label}\u00a0»\u00a0: revoyez les pages, ou cette décision."
        )
