"""The way of a public summary: written, read by somebody else, approved by the Commissioner, published, taken back.

What is published is a copy with no link to the complaint. One keyword-only function per intention.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from egide.kernel.deadlines.models import FactRecord
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.content import placed
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may_as
from egide.law import roles
from egide.modules.admission_work.leaks import Leak, leaks_of
from egide.modules.admission_work.models import PublishedSummary, Summary, SummaryState
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.journal.append import append, dossier_chain

COMPLAINT = "admission_complaint"
CONCLUDED = "concluded"
NOT_CONCLUDED = "Un résumé se rédige une fois les conclusions transmises ou le dossier fermé."
SAME_PERSON = "Vous avez rédigé ce résumé\u00a0: une autre personne le vérifie."
ONLY_HIM = "Le Commissaire approuve et publie les résumés."


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a summary says: days, the permit, the question raised, the conclusions."""

    received_on: date
    closed_on: date
    permit: str
    issue: str
    conclusions: str


def summary_of(dossier: Dossier, *, lock: bool = False) -> Summary | None:
    """Will return the dossier's summary, if any."""
    rows = Summary.objects.filter(dossier_id=dossier.pk).select_related("written_by", "checked_by")
    return (rows.select_for_update(of=("self",)) if lock else rows).first()


def concluded_on(dossier: Dossier) -> date | None:
    """Will return the day on which the complaint ended for the person, None while it is examined."""
    told = FactRecord.objects.filter(dossier_id=dossier.pk, code=CONCLUDED, withdrawn_at=None).order_by(
        "occurred_on"
    )
    return told.values_list("occurred_on", flat=True).first() or dossier.closed_on


def write_summary(*, actor: Actor, dossier: Dossier, told: Told, now: datetime) -> Summary:
    """Will keep the text; whatever was checked before is to be read again.

    :raises Refused: not a complaint, not concluded, a text missing, days reversed, or published already.
    :raises NotVisible: nobody of the staff writes.
    """
    if actor.user_id is None:
        raise NotVisible
    if dossier.kind != COMPLAINT or concluded_on(dossier) is None:
        raise Refused(NOT_CONCLUDED)
    if told.closed_on < told.received_on:
        raise Refused("La fin ne peut pas précéder la réception.")
    if not all(part.strip() for part in (told.permit, told.issue, told.conclusions)):
        raise Refused("Écrivez le permis visé, la question soulevée et les conclusions.")
    own = summary_of(dossier, lock=True) or Summary(**placed(dossier))
    if own.state == SummaryState.PUBLISHED:
        raise Refused("Ce résumé est publié\u00a0: retirez-le avant de le modifier.")
    own.received_on, own.closed_on = told.received_on, told.closed_on
    own.permit, own.issue = told.permit.strip(), told.issue.strip()
    own.conclusions = told.conclusions.strip()
    own.state, own.written_at, own.written_by_id = SummaryState.DRAFT, now, actor.user_id
    own.checked_at, own.checked_by, own.accepted = None, None, []
    own.approved_at, own.approved_by = None, None
    own.save()
    _journal(dossier, "written", now)
    return own


def check_summary(*, actor: Actor, dossier: Dossier, accepted: Sequence[str], now: datetime) -> Summary:
    """Will say that somebody else read it; `accepted` are the finds that this person lets stand, word for word.

    :raises Refused: nothing to check, written by the same person, or a find that was neither rewritten nor accepted.
    """
    own = _in_state(dossier, SummaryState.DRAFT, "Ce résumé n’attend pas de vérification.")
    if actor.user_id in (None, own.written_by_id):
        raise Refused(SAME_PERSON)
    left = [leak for leak in leaks_of(dossier, own) if leak.words not in accepted]
    if left:
        raise Refused(
            "Ce texte contient encore des mots du dossier\u00a0: "
            + ", ".join(f"«\u00a0{leak.words}\u00a0»" for leak in left[:5])
            + ". Faites-les réécrire, ou cochez ceux qui ne désignent personne."
        )
    kept = [leak.words for leak in leaks_of(dossier, own)]
    own.state, own.checked_at, own.checked_by_id = SummaryState.CHECKED, now, actor.user_id
    own.accepted = kept
    own.save(update_fields=["state", "checked_at", "checked_by", "accepted"])
    _journal(dossier, "checked", now, accepted=len(kept))
    return own


def send_back(*, dossier: Dossier, now: datetime) -> None:
    """Will give the text back to its author.

    :raises Refused: it was not checked.
    """
    own = _in_state(dossier, SummaryState.CHECKED, "Ce résumé n’attend pas d’approbation.")
    own.state, own.checked_at, own.checked_by, own.accepted = SummaryState.DRAFT, None, None, []
    own.save(update_fields=["state", "checked_at", "checked_by", "accepted"])
    _journal(dossier, "sent_back", now)


def publish_summary(*, actor: Actor, dossier: Dossier, now: datetime) -> PublishedSummary:
    """Will approve the text and copy it to the public page.

    :raises Refused: not the Commissioner, not checked, or the dossier gained words that it holds since.
    """
    _require_commissioner(actor, dossier)
    own = _in_state(dossier, SummaryState.CHECKED, "Une autre personne vérifie d’abord ce résumé.")
    if any(leak.words not in own.accepted for leak in leaks_of(dossier, own)):
        raise Refused("Le dossier a changé depuis la vérification\u00a0: faites relire ce résumé.")
    made = PublishedSummary.objects.create(
        compartment_id=dossier.compartment_id,
        received_on=own.received_on,
        closed_on=own.closed_on,
        permit=own.permit,
        issue=own.issue,
        conclusions=own.conclusions,
        published_on=timezone.localdate(now),
    )
    own.state, own.approved_at, own.approved_by_id = SummaryState.PUBLISHED, now, actor.user_id
    own.published_as = made.public_id
    own.save(update_fields=["state", "approved_at", "approved_by", "published_as"])
    _journal(dossier, "published", now)
    return made


def withdraw_summary(*, actor: Actor, dossier: Dossier, now: datetime) -> None:
    """Will take the summary off the public page.

    :raises Refused: not the Commissioner, or nothing is published.
    """
    _require_commissioner(actor, dossier)
    own = _in_state(dossier, SummaryState.PUBLISHED, "Ce résumé n’est pas publié.")
    assert own.published_as is not None  # what is published says under which name
    PublishedSummary.objects.filter(public_id=own.published_as, withdrawn_at=None).update(withdrawn_at=now)
    own.state = SummaryState.WITHDRAWN
    own.save(update_fields=["state"])
    _journal(dossier, "withdrawn", now)


def finds_in(dossier: Dossier, summary: Summary) -> tuple[Leak, ...]:
    """Will return what the checker must look at."""
    return leaks_of(dossier, summary)


def published_summaries() -> list[PublishedSummary]:
    """Will return what everyone reads, newest end first; the table's wall does the choosing."""
    return list(PublishedSummary.objects.filter(withdrawn_at=None).order_by("-closed_on", "-pk")[:500])


def is_commissioner(actor: Actor, dossier: Dossier) -> bool:
    """Will tell whether the actor is the Commissioner where the dossier lives."""
    return may_as(actor, dossier, (roles.COMMISSIONER,)).allowed


def _require_commissioner(actor: Actor, dossier: Dossier) -> None:
    if not is_commissioner(actor, dossier):
        raise Refused(ONLY_HIM)


def _in_state(dossier: Dossier, state: str, otherwise: str) -> Summary:
    own = summary_of(dossier, lock=True)
    if own is None or own.state != state:
        raise Refused(otherwise)
    return own


def _journal(dossier: Dossier, code: str, now: datetime, **data: int) -> None:
    touch(dossier)  # whoever checks or publishes acts upon the words that they read
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=f"admission_summary.{code}",
        data=data,
        at=now,
    )
