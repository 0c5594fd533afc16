"""Putting an exchange before the president, and taking it back; what she then sees is decided by PostgreSQL.

She holds no place behind the ombudsman's wall: `reading_submitted` opens, for one block, the dossiers submitted to
her and nothing else (migration 0004), as a grant does for someone outside.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import connection
from django.db.models import Q

from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import withheld
from egide.kernel.gate.verdicts import may
from egide.law.roles import PRESIDENT
from egide.modules.ombudsman.models import Submission
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Membership, User
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain


def presidents(*, on: date) -> list[User]:
    """Will return who holds the presidency that day."""
    held = Membership.objects.filter(Q(until=None) | Q(until__gt=on), role=PRESIDENT.code, since__lte=on)
    ids = held.values_list("user_id", flat=True)
    return list(User.objects.filter(pk__in=ids, is_active=True, external=False).order_by("full_name"))


def submit(*, actor: Actor, dossier: Dossier, to: User, words: str, on: date, now: datetime) -> Submission:
    """Will put the exchange before the president, with what is asked of her.

    :raises Refused: not the team, nothing asked, not the presidency, a conflict, or submitted already.
    """
    verdict = may(actor, dossier, "submit")
    if not verdict.allowed:
        raise Refused(verdict.reason)
    if not words.strip():
        raise Refused("Dites ce que vous demandez à la présidence.")
    if to.pk not in {each.pk for each in presidents(on=on)}:
        raise Refused("Un échange ne se soumet qu’à la présidence.")
    if why := withheld(dossier=dossier, user_id=to.pk):
        raise Refused(f"{to.full_name} {why}\u00a0: l’échange ne peut pas lui être soumis.")
    if Submission.objects.filter(dossier_id=dossier.pk, user=to, withdrawn_at=None).exists():
        raise Refused("Cet échange lui est déjà soumis.")
    made = Submission.objects.create(
        **ranked(Submission, dossier),
        user=to,
        words=words.strip(),
        submitted_at=now,
        submitted_by=actor.code,
    )
    touch(dossier)
    _journal(dossier, "ombudsman.submitted", now, made)
    return made


def withdraw(*, dossier: Dossier, submission: Submission, now: datetime) -> None:
    """Will take the exchange back: from the next transaction on, it does not exist for her.

    :raises Refused: it was taken back already.
    """
    if submission.withdrawn_at is not None:
        raise Refused("Cette soumission est déjà retirée.")
    submission.withdrawn_at = now
    submission.save(update_fields=["withdrawn_at"])
    touch(dossier)
    _journal(dossier, "ombudsman.submission_withdrawn", now, submission)


def orient(*, submission: Submission, text: str, now: datetime) -> None:
    """Will keep the president's orientation; called inside `reading_submitted`. Another one replaces it.

    :raises Refused: nothing is written.
    """
    if not text.strip():
        raise Refused("Écrivez l’orientation que vous donnez à l’équipe.")
    submission.orientation, submission.oriented_at = text.strip(), now
    submission.save(update_fields=["orientation", "oriented_at"])
    _journal(submission.dossier, "ombudsman.oriented", now, submission)


def note_reading(*, submission: Submission, now: datetime) -> None:
    """Will journal that she read it: this wall's reads are journaled."""
    _journal(submission.dossier, "ombudsman.submission_read", now, submission)


@contextmanager
def reading_submitted(actor: Actor) -> Iterator[None]:
    """Will run the block with the dossiers submitted to this person, and with nothing else, in reach."""
    with acting_as(actor):  # an inner transaction: its end gives the settings of the page back
        with connection.cursor() as cursor:
            cursor.execute("select ombudsman_enter_submitted(%s)", [actor.user_id or 0])
        yield


def _journal(dossier: Dossier, code: str, now: datetime, submission: Submission) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={"submission": submission.rank},
        at=now,
    )
