"""Publication of a released document, after a check: proposed by one person, looked at and published by another.

Documents released to a request may be of public interest (Regulation A-2.1, r. 2); one keyword-only function per
intention. What is published is a copy with no link to the request.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from egide.kernel.deadlines.models import FactRecord
from egide.kernel.documents.models import DocumentVersion, ReadingState
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.modules.access_requests import law
from egide.modules.access_requests.examination.earlier import copy_of
from egide.modules.access_requests.examination.inventory import check_may, journal
from egide.modules.access_requests.examination.models import Decision, FoundDocument
from egide.modules.access_requests.examination.models_publishing import (
    LONGEST_DESCRIPTION,
    LONGEST_REASON,
    LONGEST_TITLE,
    Publication,
    PublicationState,
    PublishedDocument,
)
from egide.modules.access_requests.examination.publishing_finds import MOST_FINDS, finds_of
from egide.modules.access_requests.examination.readiness import (
    obstacle_to_decide,
    obstacle_to_release,
)
from egide.modules.access_requests.models import AccessRequest, Asked
from egide.modules.access_requests.responses import GIVING
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import access_chain, append
from egide.platform.storage import store
from egide.platform.storage.errors import MIB

PDF = "application/pdf"
LIVE = (PublicationState.PROPOSED, PublicationState.PUBLISHED)
SAME_PERSON = "Vous avez proposé ce document\u00a0: une autre personne le vérifie."
ENDED = "Cette proposition n’attend plus de vérification."


def decided_on(dossier: Dossier) -> date | None:
    """Will return the day of the decision that left, None before."""
    rows = FactRecord.objects.filter(dossier_id=dossier.pk, code=law.DECIDED.code, withdrawn_at=None)
    return rows.order_by("-pk").values_list("occurred_on", flat=True).first()


def obstacle_to_publish(dossier: Dossier, found: FoundDocument, today: date) -> str:
    """Will say why this document may not be published, in one sentence; empty when it may."""
    own = AccessRequest.objects.get(pk=dossier.pk)
    if own.asked != Asked.DOCUMENTS:
        return "Les renseignements qu’une personne demande sur elle-même ne se diffusent jamais."
    if decided_on(dossier) is None or own.outcome not in GIVING:
        return "Un document se diffuse une fois la décision transmise, si elle donne accès."
    # A page withheld after the decision, a third person added since: nothing goes out before they are settled.
    if said := obstacle_to_decide(dossier, today) or obstacle_to_release(dossier, today):
        return said
    version = handed(found)
    if version is None:
        return "Ce document n’a pas été remis."
    if version.stored.media_type != PDF or version.stored.size > store.SMALL:
        return f"Seul un PDF d’au plus {store.SMALL // MIB}\u00a0Mo se diffuse."
    if version.reading != ReadingState.READ or not version.pages:
        return (
            "Le texte de ce document n’a pas été lu en entier\u00a0: personne ne peut en vérifier les noms."
        )
    return ""


def handed(found: FoundDocument) -> DocumentVersion | None:
    """Will return the version that the applicant received: the document, or its redacted copy."""
    if found.decision == Decision.ACCESS:
        return found.version
    return copy_of(found) if found.decision == Decision.PARTIAL else None


def propose(
    *, dossier: Dossier, found: FoundDocument, title: str, description: str, now: datetime
) -> Publication:
    """Will propose a released document for the public page, with the words that everyone would read.

    :raises Refused: not for this person, not released, no words, or proposed already.
    """
    by = check_may(dossier)
    if said := obstacle_to_publish(dossier, found, timezone.localdate(now)):
        raise Refused(said)
    named = _checked(title, LONGEST_TITLE, "Écrivez le titre que le public lira.")
    told = _checked(
        description, LONGEST_DESCRIPTION, "Dites en une phrase ou deux ce que contient le document."
    )
    if Publication.objects.filter(found=found, state__in=LIVE).exists():
        raise Refused("Ce document est déjà proposé ou diffusé.")
    version, day = handed(found), decided_on(dossier)
    assert version is not None  # no obstacle stands
    assert day is not None
    made = Publication.objects.create(
        **ranked(Publication, dossier), found=found, version=version, title=named, description=told,
        decided_on=day, proposed_at=now, proposed_by_id=by,
    )  # fmt: skip
    journal(dossier, "examination.publication_proposed", now, rank=made.rank, found=found.rank)
    return made


def publish(
    *, dossier: Dossier, publication: Publication, accepted: Sequence[str], now: datetime
) -> PublishedDocument:
    """Will copy the document to the public page; `accepted` are the finds that this person lets stand.

    :raises Refused: not for this person, her own proposal, no longer released, or a find that may not stand.
    """
    by = _check_other_hand(dossier, publication)
    if said := obstacle_to_publish(dossier, publication.found, timezone.localdate(now)):
        raise Refused(said)
    if handed(publication.found) != publication.version:
        raise Refused(
            "Le document remis n’est plus celui qui est proposé\u00a0: refusez, puis proposez de nouveau."
        )
    finds = finds_of(dossier, publication)
    if stops := [one for one in finds if one.stops]:
        raise Refused(
            f"Le document contient encore {_quoted([one.words for one in stops])}\u00a0: il ne se diffuse pas."
        )
    if len(finds) > MOST_FINDS:
        raise Refused(
            "Trop de mots désignent peut-être quelqu’un\u00a0: ce document ne se diffuse pas tel quel."
        )
    if left := [one.words for one in finds if one.words not in accepted]:
        raise Refused(f"Cochez les mots qui ne désignent personne ici, ou refusez\u00a0: {_quoted(left)}.")
    version = publication.version
    body = store.read_all(stored=version.stored)
    made = PublishedDocument.objects.create(
        compartment_id=dossier.compartment_id, title=publication.title, description=publication.description,
        decided_on=publication.decided_on, published_on=timezone.localdate(now), pages=version.pages or 1,
        size=len(body), sha256=version.sha256, body=body,
    )  # fmt: skip
    publication.state, publication.published_as = PublicationState.PUBLISHED, made.public_id
    publication.accepted = [one.words for one in finds]
    publication.checked_by_id, publication.checked_at = by, now
    publication.save()
    journal(
        dossier,
        "examination.published",
        now,
        rank=publication.rank,
        sha256=made.sha256,
        accepted=len(finds),
    )
    return made


def decline(*, dossier: Dossier, publication: Publication, reason: str, now: datetime) -> None:
    """Will refuse the proposal, or take one's own back, with the reason.

    :raises Refused: not for this person, no reason, or nothing waits.
    """
    check_may(dossier)
    if publication.state != PublicationState.PROPOSED:
        raise Refused(ENDED)
    publication.reason = _checked(reason, LONGEST_REASON, "Dites pourquoi ce document n’est pas diffusé.")
    publication.state = PublicationState.DECLINED
    publication.save(update_fields=["state", "reason"])
    journal(dossier, "examination.publication_declined", now, rank=publication.rank)


def withdraw(*, published: PublishedDocument, reason: str, now: datetime) -> None:
    """Will take the document off the public page and erase its public bytes; its line stays in the register.

    It needs no request: what was published may outlive the dossier that it came from.

    :raises Refused: not for this person, no reason, or it is withdrawn already.
    """
    publication = Publication.objects.filter(published_as=published.public_id).first()
    if publication is not None:
        dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=publication.dossier_id)
        check_may(dossier)
    said = _checked(reason, LONGEST_REASON, "Dites pourquoi ce document est retiré.")
    gone = PublishedDocument.objects.filter(pk=published.pk, withdrawn_at=None).update(
        withdrawn_at=now, withdrawn_because=said, body=b""
    )
    if not gone:
        raise Refused("Ce document n’est plus diffusé.")
    if publication is None:
        append(
            chain=access_chain(published.compartment.code, now),
            compartment_id=published.compartment_id,
            code="examination.unpublished_alone",
            data={"sha256": published.sha256},
            at=now,
        )
        return
    publication.state, publication.reason = PublicationState.WITHDRAWN, said
    publication.save(update_fields=["state", "reason"])
    journal(dossier, "examination.unpublished", now, rank=publication.rank)


def published_documents() -> list[PublishedDocument]:
    """Will return what everyone may read, newest decision first, without the bytes."""
    rows = PublishedDocument.objects.filter(withdrawn_at=None).defer("body")
    return list(rows.order_by("-decided_on", "-pk")[:500])


def published_file(public_id: UUID) -> PublishedDocument | None:
    """Will return a document with its bytes, None when nobody may read it any more."""
    return PublishedDocument.objects.filter(public_id=public_id, withdrawn_at=None).first()


def _check_other_hand(dossier: Dossier, publication: Publication) -> int:
    by = check_may(dossier)
    if publication.state != PublicationState.PROPOSED:
        raise Refused(ENDED)
    if by == publication.proposed_by_id:
        raise Refused(SAME_PERSON)
    return by


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"«\u00a0{one}\u00a0»" for one in words[:5])


def _checked(words: str, longest: int, asked: str) -> str:
    said = words.replace("\r\n", "\n").strip()
    if not said:
        raise Refused(asked)
    if len(said) > longest or "\x00" in said:
        raise Refused(f"Ce texte tient en {longest} caractères.")
    return said
