"""The life of a list, from what is due to its approval: each step by whom it belongs to, journaled.

What is approved is the hash of the content; the execution, and what drops out of it, are in executing.py.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from egide.kernel.disposal.journaling import journal
from egide.kernel.disposal.models import (
    OPEN,
    Choice,
    DispositionList,
    Fate,
    ListItem,
    ListState,
    Outcome,
    Setting,
)
from egide.kernel.disposal.pictures import digest, pictures
from egide.kernel.disposal.rights import require_approver, require_head, require_preparer
from egide.kernel.dossiers.models import Dossier
from egide.kernel.dossiers.numbering import take_number
from egide.kernel.records.models import Disposed
from egide.kernel.records.schedule import applicable
from egide.kernel.records.sweeping import due_for_disposition
from egide.law.retention import Disposition
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Compartment, Unit
from egide.platform.errors.failures import Refused

PREFIX = "LD"
LARGEST = 20_000  # dossiers in one list
AT_ONCE = 1_000  # rows written by one statement
WINDOW_DAYS = 30  # days to object once approved: a choice of the house, to be validated
LONGEST_WINDOW = 365
SAMPLE_PERCENT = 10
NOTHING_DUE = "Aucun dossier n’est à la fin de sa conservation avec ces critères. Rien n’a été créé."
LAST = "\uffff"  # after every code that begins the same: an index serves a range, not LIKE


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a list is made of. `due_by`: the last day of conservation, at the latest."""

    fate: Fate
    unit: Unit
    series: str
    class_code: str = ""
    due_by: date


def due(*, compartment_id: int, today: date, fate: Fate | None = None) -> "QuerySet[Dossier]":
    """Will return the dossiers at their end, without a hold, on no open list and not disposed of yet."""
    fates = [Disposition(fate)] if fate else list(Disposition)
    found = due_for_disposition(today=today, compartments=[compartment_id], dispositions=fates)
    listed = ListItem.objects.filter(dossier_id=OuterRef("pk"), open=True)
    kept = ListItem.objects.filter(dossier_id=OuterRef("pk"), outcome=Outcome.KEPT, keep_until__gte=today)
    gone = Disposed.objects.filter(dossier_id=OuterRef("pk"))
    return found.filter(~Exists(listed), ~Exists(kept), ~Exists(gone))


def make_list(*, actor: Actor, wanted: Wanted, now: datetime) -> DispositionList:
    """Will make a draft of all that is due and answers to these criteria.

    :raises Refused: not a preparer, no rule, nothing due, or more than a list may hold.
    """
    place = wanted.unit.compartment
    require_preparer(actor, place.pk)
    today = timezone.localtime(now).date()
    rows = due(compartment_id=place.pk, today=today, fate=wanted.fate).filter(
        unit=wanted.unit, retention_series=wanted.series, semi_active_until__lte=wanted.due_by
    )
    if wanted.class_code:
        rows = rows.filter(class_code__range=(wanted.class_code, wanted.class_code + LAST))
    ids = list(rows.order_by("semi_active_until", "number").values_list("pk", flat=True)[: LARGEST + 1])
    if not ids:
        raise Refused(NOTHING_DUE)
    if len(ids) > LARGEST:
        raise Refused(f"Au plus {LARGEST} dossiers par liste\u00a0: resserrez les critères.")
    rule, title, sampling = _rule(wanted.series, today)
    listed = DispositionList.objects.create(
        compartment=place,
        number=take_number(compartment=place, prefix=PREFIX, year=today.year),
        fate=wanted.fate,
        unit=wanted.unit,
        series=wanted.series,
        rule=rule,
        rule_title=title,
        class_code=wanted.class_code,
        due_by=wanted.due_by,
        made_by_id=actor.user_id or 0,
        made_at=now,
        sampling=sampling if wanted.fate == Fate.SORT else "",
        sample_percent=SAMPLE_PERCENT if wanted.fate == Fate.SORT else 0,
        total=len(ids),
    )
    ListItem.objects.bulk_create(
        [
            ListItem(disposition_list=listed, compartment=place, dossier_id=key, place=number)
            for number, key in enumerate(ids, start=1)
        ],
        batch_size=AT_ONCE,
    )
    journal(listed, "made", now, fate=wanted.fate, series=wanted.series, rule=rule, dossiers=len(ids))
    return listed


def locked(listed: DispositionList) -> DispositionList:
    """Will take the list's row for this transaction."""
    rows = DispositionList.objects.select_for_update(of=("self",)).select_related("unit", "compartment")
    return rows.get(pk=listed.pk)


def submit(*, actor: Actor, listed: DispositionList, now: datetime) -> None:
    """Will send a draft to the unit.

    :raises Refused: not a preparer, or not a draft.
    """
    listed = _in(listed, ListState.DRAFT)
    require_preparer(actor, listed.compartment_id)
    _move(listed, ListState.REVIEW, "submitted", now)


def review(
    *,
    actor: Actor,
    listed: DispositionList,
    places: Iterable[int],
    choice: Choice,
    reason: str = "",
    keep_until: date | None = None,
    now: datetime,
) -> int:
    """Will note what the unit says of these dossiers, and return how many; « keep » says why and until when.

    :raises Refused: not the unit's head, not under review, or « keep » without its reason and day.
    """
    listed = _in(listed, ListState.REVIEW)
    require_head(actor, listed)
    if choice == Choice.KEPT:
        if not reason.strip():
            raise Refused("Dites pourquoi ces dossiers doivent être gardés.")
        if keep_until is None or keep_until <= timezone.localtime(now).date():
            raise Refused("Dites jusqu’à quel jour, à venir, ces dossiers doivent être gardés.")
    kept = choice == Choice.KEPT
    return ListItem.objects.filter(disposition_list=listed, place__in=list(places)).update(
        choice=choice,
        reason=reason.strip()[:500] if kept else "",
        keep_until=keep_until if kept else None,
        chosen_by=actor.user_id,
        chosen_at=now,
    )


def agree_to_rest(*, actor: Actor, listed: DispositionList, now: datetime) -> int:
    """Will agree to all that the unit has not marked yet, and return how many.

    :raises Refused: not the unit's head, or not under review.
    """
    rest = ListItem.objects.filter(disposition_list=listed, choice=Choice.WAITING).values_list(
        "place", flat=True
    )
    return review(actor=actor, listed=listed, places=list(rest), choice=Choice.AGREED, now=now)


def end_review(*, actor: Actor, listed: DispositionList, now: datetime) -> None:
    """Will hand the reviewed list back to the records officer.

    :raises Refused: not the unit's head, or some dossiers have no answer.
    """
    listed = _in(listed, ListState.REVIEW)
    require_head(actor, listed)
    if left := ListItem.objects.filter(disposition_list=listed, choice=Choice.WAITING).count():
        raise Refused(f"Dossiers sans réponse de l’unité\u00a0: {left}.")
    listed.reviewed_by_id, listed.reviewed_at = actor.user_id, now
    _move(listed, ListState.CHECK, "reviewed", now, "reviewed_by", "reviewed_at")


def check(*, actor: Actor, listed: DispositionList, now: datetime, percent: int | None = None) -> None:
    """Will freeze the content: pictures, hash, and for a sorting the seed that chooses.

    :raises Refused: not a preparer, not at this step, or nothing is left to dispose of.
    """
    listed = _in(listed, ListState.CHECK)
    require_preparer(actor, listed.compartment_id)
    agreed = _freeze(listed)
    if not agreed:
        raise Refused("L’unité garde tous ces dossiers\u00a0: abandonnez la liste.")
    if listed.fate == Fate.SORT:
        if not listed.sampling.strip():
            raise Refused(
                "La règle de tri n’a pas de texte d’échantillonnage\u00a0: complétez le calendrier."
            )
        listed.sample_percent = percent or listed.sample_percent
        listed.seed = secrets.token_hex(16)
    listed.checked_by_id, listed.checked_at = actor.user_id, now
    listed.digest = content_digest(listed)
    _move(
        listed, ListState.APPROVAL, "checked", now, "checked_by", "checked_at", "digest", "seed", "sample_percent",
        digest=listed.digest, dossiers=agreed,
    )  # fmt: skip


def approve(*, actor: Actor, listed: DispositionList, digest_seen: str, now: datetime) -> None:
    """Will approve the content whose hash the person was shown, and open the time to object.

    :raises Refused: not the head of the unit, the author, or another content than the one shown.
    """
    listed = _in(listed, ListState.APPROVAL)
    require_approver(actor, listed)
    if digest_seen != listed.digest or content_digest(listed) != listed.digest:
        raise Refused("La liste a changé depuis que vous l’avez lue\u00a0: relisez-la avant d’approuver.")
    days = window_days(listed.compartment_id)
    today = timezone.localtime(now).date()
    listed.approved_by_id, listed.approved_at, listed.window_days = actor.user_id, now, days
    listed.objections_until = today + timedelta(days=days)
    _move(
        listed, ListState.WINDOW, "approved", now, "approved_by", "approved_at", "window_days", "objections_until",
        digest=listed.digest, until=listed.objections_until.isoformat(),
    )  # fmt: skip


def object_to(*, actor: Actor, listed: DispositionList, place: int, reason: str, now: datetime) -> None:
    """Will take a dossier out of an approved list: the objection of someone who answers for it, with its reason.

    :raises Refused: no right, too late, no reason, or the dossier is not to be disposed of anyway.
    """
    listed = _in(listed, ListState.WINDOW)
    if actor.user_id != listed.checked_by_id:
        require_head(actor, listed)
    if not reason.strip():
        raise Refused("Dites la raison de l’opposition.")
    # One that the unit keeps stays kept until its day: dropped, it would come back at once.
    rows = ListItem.objects.filter(disposition_list=listed, place=place, outcome=Outcome.WAITING)
    if not rows.filter(choice=Choice.AGREED).exists():
        raise Refused("Ce dossier n’est pas éliminé par cette liste\u00a0: il n’y a rien à quoi s’opposer.")
    drop(listed, [place], "Opposition reçue pendant le délai.", now=now, notes={"reason": reason.strip()})


def cancel(*, actor: Actor, listed: DispositionList, reason: str, now: datetime) -> None:
    """Will set a list aside before anything was done; its dossiers are free for another one.

    :raises Refused: not a preparer or the head, or the execution began.
    """
    listed = _in(listed, *[state for state in OPEN if state != ListState.RUNNING])
    try:
        require_preparer(actor, listed.compartment_id)
    except Refused:
        require_head(actor, listed)
    ListItem.objects.filter(disposition_list=listed).update(open=False)
    listed.ended_at = now
    _move(listed, ListState.CANCELLED, "cancelled", now, "ended_at", notes={"reason": reason})


def drop(
    listed: DispositionList,
    places: Sequence[int],
    words: str,
    *,
    now: datetime,
    notes: dict[str, str] | None = None,
) -> None:
    """Will take dossiers out of a list, with the reason that the screens show."""
    rows = ListItem.objects.filter(disposition_list=listed, place__in=places, outcome=Outcome.WAITING)
    rows.update(outcome=Outcome.DROPPED, words=words[:300], open=False, settled_at=now)
    journal(listed, "dropped", now, places=tuple(places[:500]), notes=notes)


def content_digest(listed: DispositionList) -> str:
    """Will hash what is approved: the head, each dossier with its picture, what the unit keeps and until when."""
    rows = ListItem.objects.filter(disposition_list=listed).order_by("place")
    lines = rows.values_list("place", "dossier__number", "choice", "keep_until", "picture")
    head = (
        listed.number, listed.fate, listed.series, listed.rule, listed.class_code, listed.due_by.isoformat(),
        str(listed.sample_percent), listed.seed, listed.sampling,
    )  # fmt: skip
    return digest(head, ("|".join(str(value or "") for value in line) for line in lines.iterator(2_000)))


def window_days(compartment_id: int) -> int:
    """Will return how many days one may object, there."""
    found = (
        Setting.objects.filter(compartment_id=compartment_id).values_list("window_days", flat=True).first()
    )
    return WINDOW_DAYS if found is None else found


def set_window(*, actor: Actor, compartment: Compartment, days: int, now: datetime) -> None:
    """Will set it for the lists approved from now on.

    :raises Refused: not a preparer, or beyond a year.
    """
    require_preparer(actor, compartment.pk)
    if not 0 <= days <= LONGEST_WINDOW:
        raise Refused(f"Le délai d’opposition va de 0 à {LONGEST_WINDOW} jours.")
    Setting.objects.update_or_create(
        compartment=compartment, defaults={"window_days": days, "set_at": now, "set_by": actor.code}
    )


def _freeze(listed: DispositionList) -> int:
    """Will keep the picture of each dossier agreed to, and settle those that the unit keeps."""
    rows = list(
        ListItem.objects.filter(
            disposition_list=listed, choice=Choice.AGREED, outcome=Outcome.WAITING
        ).order_by("place")
    )
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        found = pictures(row.dossier_id for row in part)
        for row in part:
            row.picture = found.get(row.dossier_id, "")
        ListItem.objects.bulk_update(part, ["picture"])
    return len(rows)


def _rule(series: str, today: date) -> tuple[str, str, str]:
    found = applicable(series=series, on=today)
    if found is None:
        raise Refused(f"La série {series} n’a pas de règle de conservation.")
    rule = found.rule
    version = f"calendrier, version {found.schedule}" if found.schedule else "règle déclarée par le module"
    told = f"{rule.series}, {version}" + (" (exemple)" if rule.sample else "")
    return told[:80], rule.title[:200], _sampling(series, today)


def _sampling(series: str, today: date) -> str:
    from egide.kernel.records.rules import copies_of
    from egide.kernel.records.schedule import applied_of, rules_of_series

    rule = applied_of(rules_of_series(series), today)
    lines = copies_of(rule) if rule else ()
    return next((line.sampling for line in lines if line.sampling), "")


def _in(listed: DispositionList, *states: ListState) -> DispositionList:
    row = locked(listed)
    if row.state not in states:
        raise Refused(
            f"La liste est à l’étape «\u00a0{row.get_state_display()}\u00a0»\u00a0: cette action n’y a plus cours."
        )
    return row


def _move(
    listed: DispositionList,
    state: ListState,
    code: str,
    now: datetime,
    *fields: str,
    notes: dict[str, str] | None = None,
    **data: str | int,
) -> None:
    with transaction.atomic():
        listed.state = state
        listed.save(update_fields=["state", *fields])
        journal(listed, code, now, notes=notes, **data)
