"""The progress notices that are due: those of the coming days and the late ones, and their drafts in one act.

Serves the list of Monday and the task of Monday morning. A draft made for a period that is over is set aside.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from egide.kernel.deadlines.models import DueDate, Status
from egide.kernel.deadlines.periods import period_of
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.letters.drafting import draft_letter, supersede_drafts
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.notices.actions import notify, notify_role
from egide.kernel.parties.models import Party, PartyRole
from egide.law import roles
from egide.modules.admission_complaints.access import KIND
from egide.modules.admission_complaints.law import PROGRESS_NOTICE
from egide.modules.admission_complaints.queries import DRAFTED_ON, PROGRESS_RULE
from egide.modules.admission_complaints.signing import number_of
from egide.platform.accounts.actors import Actor

TEMPLATE = "progress_notice"
NEAR_DAYS = 14
# Nothing more is drafted for these: the letter is on its way.
LEAVING = (LetterState.SUBMITTED, LetterState.APPROVED, LetterState.QUEUED, LetterState.SENDING)
WAITING = (LetterState.DRAFT, *LEAVING)


@dataclass(frozen=True, kw_only=True)
class Expected:
    """A notice that is due: of which complaint, which one of its series, and the letter that waits for it."""

    dossier: Dossier
    due: DueDate
    letter: Letter | None
    reachable: bool

    @property
    def drafted(self) -> bool:
        """Whether a letter of this very period is already there."""
        return self.letter is not None


def expected(actor: Actor, *, today: date) -> list[Expected]:
    """Will return the notices late or due within 14 days of the complaints that the actor may read, soonest first."""
    readable = visible(actor, kind=KIND).filter(closed_on=None)
    rows = DueDate.objects.filter(
        dossier__in=readable, rule=PROGRESS_RULE, status=Status.OPEN, internal_target__lte=_until(today)
    )
    dues = list(
        rows.select_related("calendar", "dossier__assignee", "dossier__unit__site").order_by(
            "measured_on", "pk"
        )
    )
    keys = [due.dossier_id for due in dues]
    letters = _waiting(keys, {due.dossier_id: _number(due, today) for due in dues})
    reachable = _reachable(keys)
    return [
        Expected(
            dossier=due.dossier,
            due=due,
            letter=letters.get(due.dossier_id),
            reachable=due.dossier_id in reachable,
        )
        for due in dues
    ]


def draft_notice(*, dossier: Dossier, actor_code: str, today: date, now: datetime) -> Letter | None:
    """Will draft the notice that is due, unless one of this period waits already or nobody can be written to.

    The caller holds the dossier's row lock.
    """
    due = (
        DueDate.objects.filter(
            dossier_id=dossier.pk,
            rule=PROGRESS_RULE,
            status=Status.OPEN,
            internal_target__lte=_until(today),
        )
        .select_related("calendar")
        .order_by("occurrence", "rank")
        .first()
    )
    if due is None or not _reachable([dossier.pk]):
        return None
    if _waiting([dossier.pk], {dossier.pk: _number(due, today)}):
        return None
    supersede_drafts(dossier=dossier, template=TEMPLATE, now=now)
    return draft_letter(
        dossier=dossier,
        template=TEMPLATE,
        answers={DRAFTED_ON: today.isoformat()},
        actor_code=actor_code,
        now=now,
    )


def draft_all(*, actor: Actor, now: datetime) -> int:
    """Will draft every notice that is due and not drafted, among what the actor may act upon; returns how many.

    Those who sign or are in charge are told of each. A complaint without address is told, never drafted.
    """
    today = timezone.localtime(now).date()
    made = 0
    for one in expected(actor, today=today):
        if one.drafted:
            continue
        row = Dossier.objects.select_for_update(of=("self",)).select_related("unit__site", "site", "assignee")
        dossier = row.get(pk=one.dossier.pk)
        letter = draft_notice(dossier=dossier, actor_code=actor.code, today=today, now=now)
        tell(dossier, "progress.drafted" if letter else "progress.blocked", now, except_user=actor.user_id)
        made += letter is not None
    return made


def tell(dossier: Dossier, code: str, now: datetime, *, except_user: int | None = None) -> None:
    """Will tell the Commissioner and whoever is in charge: codes only, never a word of the complaint."""
    if dossier.assignee_id is not None and dossier.assignee_id != except_user:
        notify(user_ids=(dossier.assignee_id,), dossier=dossier, code=code, now=now)
    notify_role(dossier=dossier, role=roles.COMMISSIONER.code, code=code, except_user=except_user, now=now)


def _until(today: date) -> date:
    return today + timedelta(days=NEAR_DAYS)


def _waiting(keys: Iterable[int], numbers: dict[int, int]) -> dict[int, Letter]:
    """The newest letter that waits in each dossier, when it is the notice of the number given for it."""
    rows = Letter.objects.filter(dossier_id__in=list(keys), template=TEMPLATE, state__in=WAITING)
    return {
        letter.dossier_id: letter
        for letter in rows.order_by("rank")
        if number_of(letter) == numbers[letter.dossier_id]
    }


def _number(due: DueDate, today: date) -> int:
    """Which notice is written today: that of the period that runs today, or the next one when that is met."""
    return max(due.occurrence, period_of(due, PROGRESS_NOTICE, on=today).number)


def _reachable(keys: Iterable[int]) -> set[int]:
    people = Party.objects.filter(dossier_id__in=list(keys), role=PartyRole.REQUESTER)
    return {row.dossier_id for row in people if row.email.strip() or row.address.strip()}
