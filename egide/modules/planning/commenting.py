"""What units think of a report: asked with a date (L1401), written with its author, included or answered.

Silence is noted, never taken for agreement. A unit's words are not rewritten by anyone else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from egide.kernel.deadlines import calendars
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.content import of_rank, ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import withheld
from egide.kernel.lifecycle.running import run
from egide.kernel.notices.actions import notify
from egide.law import roles
from egide.law.deadlines import compute
from egide.modules.planning.access import COMMENTERS
from egide.modules.planning.journaling import journal
from egide.modules.planning.law import COMMENTS
from egide.modules.planning.models import LONGEST_COMMENT, CommentRequest, Treatment
from egide.modules.planning.printing_request import request_pdf
from egide.modules.planning.queries import comments_due_on, comments_of
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Membership, Unit, User
from egide.platform.errors.failures import Refused

ASKING = ("preparation", "comments")


@dataclass(frozen=True, kw_only=True)
class Answerable:
    """A unit that may be asked, and who answers for it today."""

    unit: Unit
    user: User


def answerable(dossier: Dossier, *, today: date) -> tuple[Answerable, ...]:
    """Will list the units of the report's compartment that somebody answers for, its own apart, by name."""
    codes = [role.code for role in COMMENTERS]
    held = Membership.objects.filter(Q(until=None) | Q(until__gt=today), since__lte=today, role__in=codes)
    rows = held.filter(unit__compartment_id=dossier.compartment_id, user__is_active=True)
    found: dict[int, Membership] = {}
    for row in rows.exclude(unit_id=dossier.unit_id).select_related("unit__site", "user").order_by("pk"):
        first = found.get(row.unit_id)
        if first is None or (row.role == roles.UNIT_HEAD.code != first.role):
            found[row.unit_id] = row
    return tuple(
        Answerable(unit=row.unit, user=row.user)
        for row in sorted(found.values(), key=lambda one: one.unit.name)
    )


def due_day(dossier: Dossier, *, today: date) -> date:
    """Will return the day by which units comment: the one already given, else the target's from today."""
    running = comments_due_on(dossier)
    if running is not None and dossier.state == "comments":
        return running
    calendar = calendars.read(calendars.newest(COMMENTS.calendar))
    return compute(
        COMMENTS, start=today, calendar=calendar, site=dossier.site.code, rule="planning.comments"
    ).due_date


def ask_comments(
    *, actor: Actor, dossier: Dossier, units: Iterable[str], now: datetime
) -> tuple[CommentRequest, ...]:
    """Will ask these units, by their codes, and make the step when it is the first time.

    Each person is told, and the request L1401 is kept in the file.

    :raises Refused: no unit, one that nobody answers for, or a step at which nobody is asked any more.
    :raises RenderingFailed: the request cannot be set.
    """
    if dossier.state not in ASKING:
        raise Refused("La période de commentaires est fermée.")
    today = timezone.localtime(now).date()
    known = {one.unit.code: one for one in answerable(dossier, today=today)}
    wanted = list(dict.fromkeys(units))
    if not wanted or set(wanted) - set(known):
        raise Refused("Choisissez au moins une unité, parmi celles dont quelqu’un répond.")
    already = set(comments_of(dossier).values_list("unit_id", flat=True))
    asked = tuple(
        _ask(actor, dossier, known[code], due_day(dossier, today=today), now)
        for code in wanted
        if known[code].unit.pk not in already
    )
    if dossier.state == "preparation":
        run(actor=actor, dossier=dossier, code="ask_comments", answers={}, now=now)
    else:
        touch(dossier)
    notify(
        user_ids=[one.asked_of_id for one in asked], dossier=dossier, code="report.comments_asked", now=now
    )
    return asked


def request_of(dossier: Dossier, rank: int) -> CommentRequest:
    """Will return the request of this rank.

    :raises NotVisible: there is none.
    """
    return of_rank(CommentRequest, dossier, rank)


def may_answer(actor: Actor, request: CommentRequest) -> bool:
    """Will tell whether the actor answers today for the unit that was asked; whoever was asked may have left it."""
    return any(actor.holds(role.code, unit_id=request.unit_id) for role in COMMENTERS)


def comment(*, actor: Actor, dossier: Dossier, request: CommentRequest, text: str, now: datetime) -> None:
    """Will keep what the unit says; until the period closes it may say it again otherwise.

    :raises Refused: another unit's, the period is closed, nothing was written, or too much.
    """
    if not may_answer(actor, request):
        raise Refused(
            f"Les commentaires de l’unité {request.unit.name} sont ceux de la personne qui en répond."
        )
    if dossier.state != "comments":
        raise Refused("La période de commentaires est fermée.")
    words = _words(text)
    if not words:
        raise Refused("Écrivez vos commentaires, ou dites que vous n’en avez pas.")
    request.text, request.answered_at, request.answered_by_id = words, now, actor.user_id
    request.treatment = request.reply = request.treated_by = ""
    request.treated_at = None
    request.save()
    touch(dossier)
    journal(dossier, "commented", now, rank=request.rank, unit=request.unit.name)
    if dossier.assignee_id and dossier.assignee_id != actor.user_id:
        notify(user_ids=(dossier.assignee_id,), dossier=dossier, code="report.commented", now=now)


def treat_comment(
    *, actor: Actor, dossier: Dossier, request: CommentRequest, treatment: str, reply: str, now: datetime
) -> None:
    """Will say that the comment is in the report, or what is answered to it.

    :raises Refused: nothing was received, the report is presented, or an answer without words.
    """
    if dossier.state not in ("comments", "revision"):
        raise Refused("Les commentaires sont traités pendant la période de commentaires ou la révision.")
    if request.answered_at is None:
        raise Refused(f"L’unité {request.unit.name} n’a pas commenté.")
    chosen, words = Treatment(treatment), _words(reply)
    if chosen is Treatment.ANSWERED and not words:
        raise Refused("Écrivez ce qui est répondu à l’unité.")
    request.treatment, request.reply = chosen, words
    request.treated_at, request.treated_by = now, actor.code
    request.save()
    touch(dossier)
    journal(
        dossier,
        "comment_treated",
        now,
        rank=request.rank,
        unit=request.unit.name,
        treatment=str(chosen.label).lower(),
    )


def close_comments(*, actor: Actor, dossier: Dossier, now: datetime) -> None:
    """Will close the period, and note the silence of those who did not answer.

    :raises Refused: someone is still expected, and the day has not passed.
    """
    run(actor=actor, dossier=dossier, code="close_comments", answers={}, now=now)
    for request in comments_of(dossier).filter(answered_at=None):
        journal(dossier, "silence_noted", now, rank=request.rank, unit=request.unit.name)


def _ask(actor: Actor, dossier: Dossier, one: Answerable, due_on: date, now: datetime) -> CommentRequest:
    if why := withheld(dossier=dossier, user_id=one.user.pk):
        raise Refused(
            f"{one.user.full_name} {why}\u00a0: choisissez qui répond pour l’unité {one.unit.name}."
        )
    request = CommentRequest.objects.create(
        **ranked(CommentRequest, dossier),
        unit=one.unit,
        asked_of=one.user,
        asked_at=now,
        asked_by=actor.code,
        due_on=due_on,
    )
    signatory = User.objects.get(pk=actor.user_id or 0)
    add_document(
        dossier=dossier,
        title=f"Demande de commentaires (L1401), {one.unit.name}"[:200],
        origin=Origin.LETTER,
        stream=[
            request_pdf(
                dossier=dossier, request=request, signatory=signatory, day=timezone.localtime(now).date()
            )
        ],
        file_name=f"{dossier.number}-L1401-{request.rank}.pdf",
        actor_code=actor.code,
        now=now,
    )
    journal(dossier, "comments_asked", now, rank=request.rank, unit=one.unit.name, due_on=due_on.isoformat())
    return request


def _words(text: str) -> str:
    words = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(words) > LONGEST_COMMENT:
        raise Refused(f"Un commentaire tient en {LONGEST_COMMENT} caractères.")
    return words
