"""What was released before: the same bytes decided in an earlier request, to be taken again with one act.

A proposal, never a decision: the law, the time that passed or the person who asks may change the answer.
"""

from dataclasses import dataclass
from datetime import date, datetime

from egide.kernel.deadlines.models import FactRecord
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.redaction.models import State
from egide.modules.access_requests import law
from egide.modules.access_requests.access import KIND
from egide.modules.access_requests.examination.deciding import checked_grounds
from egide.modules.access_requests.examination.inventory import check_may, journal
from egide.modules.access_requests.examination.models import Decision, FoundDocument, FoundPage
from egide.platform.accounts.acting import current_actor
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.storage import store


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """One earlier decision on the same bytes; `on` is the day when that request was decided."""

    number: str
    rank: int
    decision: Decision
    grounds: tuple[str, ...]
    on: date
    copy: DocumentVersion | None


def earlier_of(found: FoundDocument) -> tuple[Earlier, ...]:
    """Will return the decisions that other requests, already decided, gave to the same bytes, newest first."""
    if found.decision:
        return ()
    rows = FoundDocument.objects.filter(
        compartment_id=found.compartment_id,
        sha256=found.sha256,
        dossier__in=visible(current_actor(), kind=KIND),
    ).exclude(dossier_id=found.dossier_id)
    known = list(rows.exclude(decision="").select_related("dossier", "redaction__output", "released"))
    days = dict(
        FactRecord.objects.filter(
            dossier_id__in=[one.dossier_id for one in known], code=law.DECIDED.code, withdrawn_at=None
        ).values_list("dossier_id", "occurred_on")
    )
    told = [_told(one, days[one.dossier_id]) for one in known if one.dossier_id in days]
    return tuple(sorted(told, key=lambda one: (one.on, one.number), reverse=True))


def take_again(*, dossier: Dossier, found: FoundDocument, number: str, now: datetime) -> None:
    """Will give the document the decision of an earlier request, its pages' too, and a copy of what was handed.

    :raises Refused: not for this person, or a ground that is no longer in force.
    :raises NotVisible: no such earlier decision.
    """
    by = check_may(dossier)
    past = next((one for one in earlier_of(found) if one.number == number), None)
    if past is None:
        raise NotVisible
    needed = past.decision in (Decision.PARTIAL, Decision.REFUSED)
    found.grounds = checked_grounds(past.grounds, now, needed=needed)
    found.decision, found.earlier = past.decision, past.number
    found.decided_by_id, found.decided_at = by, now
    if past.decision == Decision.PARTIAL:
        if past.copy is None:
            raise Refused(
                "La copie caviardée de cette demande n’existe plus\u00a0: examinez le document de nouveau."
            )
        found.released = _copied(dossier, past.copy, now)
    found.save()
    _copy_pages(found, number, past.rank, by, now)
    journal(
        dossier,
        "examination.taken_again",
        now,
        rank=found.rank,
        earlier=past.number,
        decision=past.decision.value,
    )


def copy_of(found: FoundDocument) -> DocumentVersion | None:
    """Will return the redacted copy of a document, made here or taken from an earlier request."""
    if found.released is not None:
        return found.released
    redaction = found.redaction
    return redaction.output if redaction is not None and redaction.state == State.PUBLISHED else None


def _told(one: FoundDocument, on: date) -> Earlier:
    return Earlier(
        number=one.dossier.number,
        rank=one.rank,
        decision=Decision(one.decision),
        grounds=tuple(one.grounds),
        on=on,
        copy=copy_of(one),
    )


def _copied(dossier: Dossier, copy: DocumentVersion, now: datetime) -> DocumentVersion:
    with store.open_stream(stored=copy.stored) as stream:
        return add_document(
            dossier=dossier,
            title=copy.document.title,
            origin=Origin.INTERNAL,
            stream=stream,
            file_name=copy.file_name,
            actor_code=current_actor().code,
            now=now,
        )


def _copy_pages(found: FoundDocument, number: str, rank: int, by: int, now: datetime) -> None:
    rows = FoundPage.objects.filter(
        compartment_id=found.compartment_id, found__dossier__number=number, found__rank=rank
    ).exclude(decision="")
    for page in rows:
        found.own_pages.filter(number=page.number, decision="").update(
            decision=page.decision, grounds=page.grounds, by_likeness=True, decided_by_id=by, decided_at=now
        )
