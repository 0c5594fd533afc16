"""Third persons of a request, as section 49 wants it: told by mail, heard, told of the decision.

Each act records a day that happened; the facts that the whole request's deadlines follow are recorded with it.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone

from egide.kernel import registry
from egide.kernel.deadlines.duedates import cancel
from egide.kernel.deadlines.facts import record_fact, recorded_codes, withdraw_fact
from egide.kernel.deadlines.models import FactRecord
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import Party, PartyRole
from egide.law.dates_fr import plain_date
from egide.law.deadlines import Fact
from egide.modules.access_requests import law
from egide.modules.access_requests.examination.inventory import check_may, journal
from egide.modules.access_requests.examination.models import (
    LONGEST_WORDS,
    FoundDocument,
    Position,
    ThirdPerson,
)
from egide.modules.access_requests.examination.third_dates import observations_due
from egide.platform.accounts.acting import current_actor
from egide.platform.errors.failures import Refused


def add_third_person(
    *, dossier: Dossier, name: str, address: str, about: Sequence[int] = (), now: datetime
) -> ThirdPerson:
    """Will name a third person to tell; the 20 days of the notice run from the receipt of the request.

    :raises Refused: not for this person, no name or address, or a number that the inventory does not hold.
    """
    check_may(dossier)
    said, where = name.strip(), address.replace("\r\n", "\n").strip()
    if not said or not where:
        raise Refused("L’avis au tiers part par la poste\u00a0: écrivez son nom et son adresse.")
    if len(said) > 200 or len(where) > 500 or "\x00" in said + where:
        raise Refused("Le nom tient en 200 caractères, l’adresse en 500.")
    _check_about(dossier, about)
    person = ThirdPerson.objects.create(
        **ranked(ThirdPerson, dossier), name=said, address=where, about=sorted(set(about)), added_at=now
    )
    _as_party(dossier, said, where, now)
    touch(dossier)  # the same form sent again from another tab names nobody twice
    journal(dossier, "examination.third_added", now, rank=person.rank)
    _once(dossier, law.THIRD_PERSON_FOUND, dossier.received_on, now)
    return person


def record_notice(
    *, dossier: Dossier, person: ThirdPerson, mailed_on: date, informed_on: date, now: datetime
) -> None:
    """Will note when the notice was mailed and when the person was informed by it.

    :raises Refused: not for this person, days out of order or to come, or she answered already.
    """
    check_may(dossier)
    _check_past(now, mailed_on, informed_on)
    if mailed_on < dossier.received_on or informed_on < mailed_on:
        raise Refused("Dans l’ordre\u00a0: la demande est reçue, l’avis est posté, le tiers est informé.")
    if person.position:
        raise Refused("Ce tiers a déjà pris position\u00a0: le jour de l’avis ne change plus.")
    person.notice_mailed_on, person.informed_on = mailed_on, informed_on
    person.save(update_fields=["notice_mailed_on", "informed_on"])
    touch(dossier)
    journal(dossier, "examination.third_informed", now, rank=person.rank, day=informed_on.isoformat())
    _when_all(dossier, law.THIRD_PERSON_MAILED, "notice_mailed_on", now)
    _when_all(dossier, law.THIRD_PERSON_INFORMED, "informed_on", now)


def record_position(
    *,
    dossier: Dossier,
    person: ThirdPerson,
    position: Position | str,
    on: date | None = None,
    observations: str = "",
    now: datetime,
) -> None:
    """Will note what the person answered; silence is noted once her time is over, and dated of its last day.

    :raises Refused: not for this person, not informed yet, too early for silence, or no day.
    """
    check_may(dossier)
    if person.informed_on is None:
        raise Refused("Consignez d’abord le jour où ce tiers a été informé.")
    taken, last = Position(position), observations_due(person.informed_on).raw_date
    words = observations.replace("\r\n", "\n").strip()
    if len(words) > LONGEST_WORDS or "\x00" in words:
        raise Refused(f"Les observations tiennent en {LONGEST_WORDS} caractères.")
    if taken == Position.SILENCE:
        if timezone.localtime(now).date() <= last:
            raise Refused(
                f"Ce tiers peut encore écrire jusqu’au {plain_date(last)} inclus\u00a0: son silence vaut après."
            )
        on = last
    if on is None or on < person.informed_on:
        raise Refused("Écrivez le jour où ses observations sont arrivées, après celui où il a été informé.")
    _check_past(now, on)
    person.position, person.answered_on, person.observations = taken, on, words
    person.save(update_fields=["position", "answered_on", "observations"])
    touch(dossier)
    journal(
        dossier, "examination.third_answered", now, rank=person.rank, position=taken.value, day=on.isoformat()
    )
    _when_all(dossier, law.OBSERVATIONS_ENDED, "answered_on", now)


def record_decision_mailed(*, dossier: Dossier, person: ThirdPerson, on: date, now: datetime) -> None:
    """Will note the day when the decision was mailed to the third person: 15 days later, documents may be handed.

    :raises Refused: not for this person, a day to come, or before she answered.
    """
    check_may(dossier)
    _check_past(now, on)
    if person.answered_on is None or on < person.answered_on:
        raise Refused(
            "La décision suit les observations du tiers, ou leur délai écoulé\u00a0: consignez-les d’abord."
        )
    person.decision_mailed_on = on
    person.save(update_fields=["decision_mailed_on"])
    touch(dossier)
    journal(dossier, "examination.third_told", now, rank=person.rank, day=on.isoformat())
    _when_all(dossier, law.THIRD_PERSON_TOLD, "decision_mailed_on", now)


def notice_fields(person: ThirdPerson) -> dict[str, str]:
    """Will return what the letter of notice (L304) says of the third person; dates are raw days, in words.

    Before the notice is mailed nobody knows when she will be informed: the letter says « 20 jours ».
    """
    return {"tiers_nom": person.name, "tiers_adresse": person.address, "tiers_rang": str(person.rank)}


def _check_about(dossier: Dossier, about: Sequence[int]) -> None:
    """A number that is no document would keep nothing closed for this person: it is a slip."""
    held = FoundDocument.objects.filter(dossier_id=dossier.pk, rank__in=list(about))
    unknown = sorted(set(about) - set(held.values_list("rank", flat=True)))
    if unknown:
        raise Refused(f"L’inventaire n’a pas de document {unknown[0]}\u00a0: relisez les numéros.")


def _as_party(dossier: Dossier, name: str, address: str, now: datetime) -> None:
    """The notice (L304) and the decision (L311) are written to each party of this role."""
    known = Party.objects.filter(dossier_id=dossier.pk, role=PartyRole.THIRD_PERSON, name=name)
    if not known.exists():
        add_person(
            dossier=dossier, role=PartyRole.THIRD_PERSON, name=name, address=address,
            preferred_channel="post", now=now,
        )  # fmt: skip


def _check_past(now: datetime, *days: date) -> None:
    if any(day > timezone.localtime(now).date() for day in days):
        raise Refused("Ce jour n’est pas encore arrivé.")


def _once(dossier: Dossier, fact: Fact, on: date, now: datetime) -> None:
    if dossier.kind == "access_request" and fact.code not in recorded_codes(dossier):
        record_fact(dossier=dossier, fact=fact, occurred_on=on, actor_code=current_actor().code, now=now)


def _when_all(dossier: Dossier, fact: Fact, column: str, now: datetime) -> None:
    """The request's own clock follows the last of the third persons; a day that is corrected moves it."""
    days: Iterable[date | None] = ThirdPerson.objects.filter(dossier_id=dossier.pk).values_list(
        column, flat=True
    )
    known = [day for day in days if day is not None]
    if not known or len(known) < ThirdPerson.objects.filter(dossier_id=dossier.pk).count():
        return
    rows = FactRecord.objects.filter(dossier_id=dossier.pk, code=fact.code, withdrawn_at=None)
    for told in rows.exclude(occurred_on=max(known)):
        withdraw_fact(dossier=dossier, record_id=told.pk, now=now)
        for deadline in registry.module_of_kind(dossier.kind).deadlines:
            if deadline.starts_on == fact:
                cancel(dossier=dossier, deadline=deadline, now=now)
    _once(dossier, fact, max(known), now)
