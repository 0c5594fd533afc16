"""The network of respondents and what it does together: naming, ending, entering a meeting or a training.

Rows of a compartment, without a dossier; each act is in the journal of that compartment's day.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Max

from egide.modules.ombudsman.models import Meeting, Respondent
from egide.modules.ombudsman.vocabulary import MeetingKind, Subject
from egide.platform.accounts.models import Compartment, Membership, Unit, User
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import access_chain, append
from egide.platform.journal.canonical import JsonValue


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

    :raises Refused: no subject, or the person does not work behind this wall that day.
    """
    chosen = [Subject(code).value for code in dict.fromkeys(subjects)]
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
