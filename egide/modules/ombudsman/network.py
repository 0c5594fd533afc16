"""The network of respondents and what it does together: naming, ending, entering a meeting or a training.

Rows of a compartment, without a dossier; each act is in the journal of that compartment's day.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import IO

from django.db.models import Max

from egide.modules.ombudsman.models import Meeting, MeetingFile, Respondent
from egide.modules.ombudsman.subjects import check_offered
from egide.modules.ombudsman.vocabulary import MeetingKind
from egide.platform.accounts.models import Compartment, Membership, Unit, User
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import access_chain, append
from egide.platform.journal.canonical import JsonValue
from egide.platform.storage import store
from egide.platform.storage.errors import Infected
from egide.platform.storage.models import ScanState

MOST_FILES = 50  # documents of one meeting


def name_respondent(
    *,
    compartment: Compartment,
    user: User,
    unit: Unit,
    subjects: Sequence[str],
    since: date,
    now: datetime,
) -> Respondent:
    """Will name someone as respondent for these subjects, from that day on.

    :raises Refused: no subject, one not offered that day, or the person does not work behind this wall that day.
    """
    chosen = check_offered(subjects, day=since, compartment_id=compartment.pk)
    if not chosen:
        raise Refused("Choisissez au moins un sujet.")
    held = Membership.objects.filter(user=user, unit__compartment=compartment, since__lte=since)
    if not held.exclude(until__lte=since).exists():
        raise Refused(
            f"{user.full_name} n’a pas de rôle dans cette équipe ce jour-là\u00a0: "
            "une personne qui administre les comptes doit d’abord lui en donner un."
        )
    made = Respondent.objects.create(
        compartment=compartment,
        user=user,
        unit=unit,
        number=_next(Respondent, compartment),
        subjects=chosen,
        since=since,
    )
    _journal(compartment, "ombudsman.respondent_named", now, number=made.number)
    return made


def end_respondent(*, respondent: Respondent, on: date, now: datetime) -> None:
    """Will end it: `on` is the first day when the person no longer answers; her open exchanges stay hers.

    :raises Refused: already ended, or before it began.
    """
    if respondent.until is not None:
        raise Refused("Ce mandat est déjà terminé.")
    if on <= respondent.since:
        raise Refused("La fin vient après le début.")
    respondent.until = on
    respondent.save(update_fields=["until"])
    _journal(
        respondent.compartment,
        "ombudsman.respondent_ended",
        now,
        number=respondent.number,
        on=on.isoformat(),
    )


def enter_meeting(
    *,
    compartment: Compartment,
    held_on: date,
    kind: str,
    participants: str,
    subjects: str,
    documents: str,
    actor_code: str,
    today: date,
    now: datetime,
) -> Meeting:
    """Will keep a meeting or a training that was held.

    :raises Refused: it is yet to come.
    """
    if held_on > today:
        raise Refused("Consignez une rencontre une fois qu’elle a eu lieu.")
    made = Meeting.objects.create(
        compartment=compartment,
        number=_next(Meeting, compartment),
        held_on=held_on,
        kind=MeetingKind(kind),
        participants=participants.strip(),
        subjects=subjects.strip(),
        documents=documents.strip(),
        entered_at=now,
        entered_by=actor_code,
    )
    _journal(compartment, "ombudsman.meeting_entered", now, number=made.number, on=held_on.isoformat())
    return made


def keep_document(
    *, meeting: Meeting, stream: IO[bytes] | Iterable[bytes], file_name: str, actor_code: str, now: datetime
) -> MeetingFile:
    """Will keep a document of the meeting, byte for byte, after those that it has.

    :raises Refused: it has as many as it may.
    :raises StorageProblem: empty, too large, a program, infected… each with its French sentence.
    """
    Compartment.objects.select_for_update().get(pk=meeting.compartment_id)
    if meeting.files.count() >= MOST_FILES:
        raise Refused(f"Une rencontre garde {MOST_FILES} documents au plus.")
    stored = store.put(
        stream=stream, file_name=file_name, compartment=meeting.compartment, actor_code=actor_code, now=now
    )
    if stored.scan_state == ScanState.INFECTED:
        raise Infected(stored.scan_detail)
    rank = meeting.files.count() + 1
    made = MeetingFile.objects.create(
        meeting=meeting,
        compartment=meeting.compartment,
        stored=stored,
        rank=rank,
        added_at=now,
        added_by=actor_code,
    )
    _journal(meeting.compartment, "ombudsman.meeting_document", now, number=meeting.number, rank=rank)
    return made


def _next(model: type[Respondent] | type[Meeting], compartment: Compartment) -> int:
    # One at a time: the compartment's row is the lock of its small registers.
    Compartment.objects.select_for_update().get(pk=compartment.pk)
    last = model._default_manager.filter(compartment=compartment).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _journal(compartment: Compartment, code: str, now: datetime, **data: JsonValue) -> None:
    append(
        chain=access_chain(compartment.code, now),
        compartment_id=compartment.pk,
        code=code,
        data=data,
        at=now,
    )
