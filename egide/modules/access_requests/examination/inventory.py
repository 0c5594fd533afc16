"""The inventory of what was found: numbered, each line an exact version, its pages known by their words.

The caller holds the dossier's row lock. Nothing here decides; deciding.py does.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from egide.kernel.consulting.models import ConsultationDocument
from egide.kernel.documents.models import DocumentVersion, Page, ReadingState
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.folding import fold
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.modules.access_requests.examination.models import FoundDocument, FoundPage, ThirdPerson
from egide.platform.accounts.acting import current_actor
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain
from egide.platform.journal.canonical import JsonValue

WORK = "act"  # the action of the dossier's policy
FEWEST_LETTERS = 40  # a page with less is not recognised by its words: a title page resembles another
UNDER_WAY = (ReadingState.WAITING, ReadingState.READING)


def take_in(*, dossier: Dossier, now: datetime) -> tuple[FoundDocument, ...]:
    """Will number every document that units handed and that the inventory does not hold yet, in their order.

    :raises Refused: not for this person.
    """
    check_may(dossier)
    held = FoundDocument.objects.filter(dossier_id=dossier.pk).values("version_id")
    rows = ConsultationDocument.objects.filter(dossier_id=dossier.pk).exclude(version_id__in=held)
    came = rows.select_related("consultation", "version__document").order_by("consultation__rank", "pk")
    return tuple(_add(dossier, one.version, now, came=one) for one in came)


def add_found(*, dossier: Dossier, ranks: Iterable[int], now: datetime) -> tuple[FoundDocument, ...]:
    """Will number documents of the request itself: what the officer found without asking a unit.

    :raises Refused: not for this person, or nothing new among these.
    """
    check_may(dossier)
    rows = DocumentVersion.objects.filter(dossier_id=dossier.pk, document__rank__in=list(ranks))
    newest = rows.select_related("document").order_by("document__rank", "-number").distinct("document__rank")
    held = set(FoundDocument.objects.filter(dossier_id=dossier.pk).values_list("version_id", flat=True))
    wanted = [version for version in newest if version.pk not in held]
    if not wanted:
        raise Refused("Choisissez au moins un document qui n’est pas déjà à l’inventaire.")
    return tuple(_add(dossier, version, now) for version in wanted)


def stays(found: FoundDocument) -> str:
    """Will say why the document cannot leave the inventory, or nothing when it was put there by mistake."""
    if found.consultation_id is not None:
        return "Ce document a été remis par une unité\u00a0: il reste à l’inventaire. Décidez-en comme des autres."
    if found.decision or found.redaction_id or found.own_pages.exclude(decision="").exists():
        return "Une décision est déjà consignée sur ce document ou sur une de ses pages\u00a0: il reste à l’inventaire."
    told = ThirdPerson.objects.filter(dossier_id=found.dossier_id).values_list("about", flat=True)
    if any(found.rank in about for about in told):
        return "Un tiers est inscrit pour ce document\u00a0: il reste à l’inventaire."
    return ""


def take_out(*, dossier: Dossier, found: FoundDocument, now: datetime) -> None:
    """Will take out of the inventory a document put there by mistake; the document itself stays in the dossier.

    :raises Refused: not for this person, or the document stays, and the sentence says why.
    """
    check_may(dossier)
    if why := stays(found):
        raise Refused(why)
    rank, sha256, document = found.rank, found.sha256, found.version.document.rank
    found.delete()
    journal(dossier, "examination.taken_out", now, rank=rank, document=document, sha256=sha256)


def prepare_pages(found: FoundDocument) -> bool:
    """Will give the document its pages, once it is read; tells whether they are there."""
    if found.own_pages.exists():
        return True
    version = DocumentVersion.objects.get(pk=found.version_id)
    if version.reading in UNDER_WAY or not version.pages:
        return False
    texts = dict(Page.objects.filter(version_id=version.pk).values_list("number", "text"))
    FoundPage.objects.bulk_create(
        FoundPage(
            dossier_id=found.dossier_id,
            compartment_id=found.compartment_id,
            found=found,
            number=number,
            text_key=text_key(texts.get(number, "")),
        )
        for number in range(1, version.pages + 1)
    )
    found.pages = version.pages
    found.save(update_fields=["pages"])
    return True


def text_key(text: str) -> str:
    """Will return what tells a page by its words, blanks and accents apart; nothing when it has too few."""
    folded = fold(text)
    return hashlib.sha256(folded.encode()).hexdigest() if len(folded) >= FEWEST_LETTERS else ""


def check_may(dossier: Dossier) -> int:
    """Will return who acts.

    :raises Refused: it is not for this person, or nobody signs.
    """
    actor = current_actor()
    verdict = may(actor, dossier, WORK)
    if not verdict.allowed:
        raise Refused(verdict.reason)
    if actor.user_id is None:
        raise Refused("L’examen est fait par une personne.")
    return actor.user_id


def journal(dossier: Dossier, code: str, now: datetime, **data: JsonValue) -> None:
    """Will tell the dossier's history."""
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data=data,
        at=now,
    )


def _add(
    dossier: Dossier, version: DocumentVersion, now: datetime, *, came: ConsultationDocument | None = None
) -> FoundDocument:
    found = FoundDocument.objects.create(
        **ranked(FoundDocument, dossier),
        consultation=came.consultation if came else None,
        version=version,
        reference=came.reference if came else "",
        title=version.document.title,
        sha256=version.sha256,
        pages=version.pages or (came.pages if came else None),
        added_at=now,
    )
    prepare_pages(found)
    journal(
        dossier,
        "examination.found",
        now,
        rank=found.rank,
        document=version.document.rank,
        sha256=found.sha256,
    )
    return found
