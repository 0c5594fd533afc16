"""Lending a part to someone of the house, prolonging, taking it back; and the reminders of what is late.

A night without the job loses nothing: the next one catches up.
"""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.models import Conflict
from egide.kernel.gate.verdicts import may
from egide.kernel.notices.actions import notify, notify_role
from egide.kernel.paper.models import Loan, Part
from egide.law.roles import RECORDS_MANAGER
from egide.platform.accounts.actors import actor_for_user
from egide.platform.accounts.models import User
from egide.platform.errors.failures import Refused
from egide.platform.jobs.app import task
from egide.platform.journal.append import append, dossier_chain

USUAL = timedelta(days=30)  # an internal habit, editable at each loan
LONGEST = timedelta(days=365)
AGAIN = timedelta(days=7)


def lend(*, part: Part, borrower: User, due_on: date, actor_code: str, now: datetime) -> Loan:
    """Will lend the part until a day; whoever borrows must be allowed to read the dossier.

    :raises Refused: the part has left the house or is lent, the day is past or too far, or that person may not read it.
    """
    today = timezone.localdate(now)
    if part.ended_on:
        raise Refused("Cette partie n’est plus dans la maison.")
    if part.loans.filter(returned_at=None).exists():
        raise Refused("Cette partie est déjà prêtée.")
    _check_day(due_on, today)
    if not _may_read(borrower, part.dossier, today):
        raise Refused(
            f"{borrower.full_name} ne peut pas lire ce dossier\u00a0: il ne peut pas lui être prêté."
        )
    loan = Loan.objects.create(
        **ranked(Loan, part.dossier),
        part=part,
        borrower=borrower,
        lent_at=now,
        lent_by=actor_code,
        due_on=due_on,
    )
    _journal(loan, "paper.lent", now, due=due_on.isoformat())
    return loan


def prolong(*, loan: Loan, due_on: date, now: datetime) -> None:
    """Will move the day of return; the borrower is reminded again when it passes.

    :raises Refused: the part is back, the borrower may no longer read the dossier, or the day is past or too far.
    """
    _must_run(loan)
    if not _may_read(loan.borrower, loan.dossier, timezone.localdate(now)):
        raise Refused(f"{loan.borrower.full_name} ne peut plus lire ce dossier : faites revenir la partie.")
    _check_day(due_on, timezone.localdate(now))
    loan.due_on, loan.reminded_on = due_on, None
    loan.save(update_fields=["due_on", "reminded_on"])
    _journal(loan, "paper.prolonged", now, due=due_on.isoformat())


def take_back(*, loan: Loan, actor_code: str, now: datetime) -> None:
    """Will say that the part is back: it stands again where it was taken from.

    :raises Refused: it is back already.
    """
    _must_run(loan)
    loan.returned_at, loan.returned_to = now, actor_code
    loan.save(update_fields=["returned_at", "returned_to"])
    _journal(loan, "paper.returned", now)


@task(name="paper.remind", queue="housekeeping", cron="47 9 * * *", acts_as="scheduler")
def remind_of_loans(*, now: datetime) -> None:
    """Will tell each borrower of what is late, then once a week (9 h 47 UTC is 4 h 47 or 5 h 47).

    Whoever may no longer read the dossier is told nothing of it: who lent, and the records office, are, at once.
    """
    today = timezone.localdate(now)
    conflicts = Conflict.objects.filter(dossier=OuterRef("dossier"), user=OuterRef("borrower"))
    wanted = Loan.objects.filter(Q(due_on__lt=today) | Exists(conflicts), returned_at=None)
    for loan in wanted.select_related("dossier", "borrower").order_by("due_on", "pk"):
        if loan.reminded_on is None or today - loan.reminded_on >= AGAIN:
            _remind(loan, today, now)
            loan.reminded_on = today
            loan.save(update_fields=["reminded_on"])


def _remind(loan: Loan, today: date, now: datetime) -> None:
    dossier = loan.dossier
    if _may_read(loan.borrower, dossier, today):
        notify(user_ids=(loan.borrower_id,), dossier=dossier, code="paper.late", now=now)
        return
    lender = loan.lent_by.removeprefix("staff:")
    keepers = (int(lender),) if lender.isdecimal() and int(lender) != loan.borrower_id else ()
    notify(user_ids=keepers, dossier=dossier, code="paper.recall", now=now)
    notify_role(
        dossier=dossier, role=RECORDS_MANAGER.code, code="paper.recall", except_user=loan.borrower_id, now=now
    )


def _may_read(user: User, dossier: Dossier, today: date) -> bool:
    kept_away = Conflict.objects.filter(dossier=dossier, user=user).exists()
    return user.is_active and not kept_away and may(actor_for_user(user, on=today), dossier, "read").allowed


def _must_run(loan: Loan) -> None:
    if loan.returned_at:
        raise Refused("Cette partie est déjà revenue.")


def _check_day(due_on: date, today: date) -> None:
    if due_on < today:
        raise Refused("Le jour du retour est passé\u00a0: choisissez un jour à venir.")
    if due_on > today + LONGEST:
        raise Refused("Un prêt dure au plus un an\u00a0: il se prolonge ensuite.")


def _journal(loan: Loan, code: str, now: datetime, **data: str) -> None:
    append(
        chain=dossier_chain(loan.dossier_id),
        compartment_id=loan.compartment_id,
        dossier_id=loan.dossier_id,
        code=code,
        data={"rank": loan.part.rank, **data},
        at=now,
    )
