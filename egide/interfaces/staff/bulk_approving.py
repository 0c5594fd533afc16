"""Approving the letters that wait in many dossiers: one by one at once, or by sets when a job does it.

Two presses set the letters of the next set while PostgreSQL keeps those of the last one.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.utils import timezone

from egide.interfaces.staff.bulk_actions import Answers, BulkAction, Plan
from egide.kernel.batches.models import BatchRow
from egide.kernel.batches.sets import coming, do_set
from egide.kernel.dossiers.actions import touch, touch_all
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate import reads
from egide.kernel.gate.verdicts import may
from egide.kernel.gate.visibility import visible
from egide.kernel.letters.approving import approval, approve_letter, obstacle
from egide.kernel.letters.approving_many import Printed, approve_set, freeze, sealed
from egide.kernel.letters.models import Letter, LetterState
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import HouseFailure, Refused
from egide.platform.storage.errors import StorageProblem
from egide.platform.typesetting.errors import RenderingFailed
from egide.platform.typesetting.presses import Presses

SET = 50  # dossiers of one transaction
RIGHT = "read"  # as on a letter's own page: the role that its template names decides
NONE = "Aucune lettre de ce dossier n’attend d’approbation."


@dataclass(frozen=True, kw_only=True)
class Coming:
    """The rows of one set, and their letters on the presses."""

    rows: tuple[int, ...]
    last: int
    printing: Mapping[int, "Future[Printed]"]


def approve_by_sets(*, batch: int, actor: Actor, most: int, now: datetime, alone: Callable[[], bool]) -> bool:
    """Will do at most `most` rows, `alone` doing one that a set leaves; false when the batch is over."""
    with Presses() as presses:
        ahead, done = _prepared(batch, actor, presses, 0, now), 0
        while ahead is not None and done < most:
            present, done = ahead, done + SET
            ahead = _prepared(batch, actor, presses, present.last, now) if done < most else None
            left = _done(batch, actor, present, now)
            if left is None or not all(alone() for _ in range(left)):
                return False
    # The last call says that the batch is done, when no row is left.
    return alone() if done < most else True


def _prepared(batch: int, actor: Actor, presses: Presses, after: int, now: datetime) -> Coming | None:
    with acting_as(actor, read_only=True):
        rows = coming(batch=batch, after=after, limit=SET)
    if not rows:
        return None
    for row in rows if actor.journaled else ():
        _journal_reading(actor, row, now)
    with acting_as(actor, read_only=True):
        frozen = freeze(actor=actor, dossiers=_dossiers(actor, rows, lock=False), now=now)
    return Coming(
        rows=tuple(row.pk for row in rows),
        last=rows[-1].place,
        printing={x.letter: presses.set(x.sheet, partial(sealed, x)) for x in frozen},
    )


def _done(batch: int, actor: Actor, present: Coming, now: datetime) -> int | None:
    printed = {letter: got for letter, found in present.printing.items() if (got := _got(found)) is not None}

    def sign(waiting: Sequence[BatchRow]) -> Mapping[int, str]:
        dossiers = _dossiers(actor, waiting, lock=True)
        signed = approve_set(actor=actor, dossiers=dossiers, printed=printed, now=now)
        touch_all([dossier for dossier in dossiers if dossier.pk in signed])
        return {dossier: _line(letters) for dossier, letters in signed.items()}

    assert actor.user_id is not None
    with acting_as(actor):
        return do_set(batch=batch, rows=present.rows, user_id=actor.user_id, doing=sign, now=now)


def _got(found: "Future[Printed]") -> Printed | None:
    try:
        return found.result()
    except (RenderingFailed, StorageProblem):
        return None  # met again, and said, when the row is done alone


def _dossiers(actor: Actor, rows: Sequence[BatchRow], *, lock: bool) -> list[Dossier]:
    """Those that the actor still sees, may work on, and that nobody changed since the batch was asked."""
    versions = {row.dossier_id: row.version for row in rows}
    found = visible(actor).filter(pk__in=versions).order_by("pk").select_related("unit__site", "compartment")
    dossiers = found.select_for_update(of=("self",)) if lock else found
    return [d for d in dossiers if d.version == versions[d.pk] and may(actor, d, RIGHT).allowed]


def _journal_reading(actor: Actor, row: BatchRow, now: datetime) -> None:
    try:
        reads.record_if_asked(actor=actor, number=row.dossier.number, action=RIGHT, now=now)
    except HouseFailure:
        return  # the row itself meets the same refusal, and says it on its line


def _waiting(dossier: Dossier) -> list[Letter]:
    rows = Letter.objects.filter(dossier_id=dossier.pk, state=LetterState.SUBMITTED)
    return list(rows.select_related("recipient").order_by("rank"))


def _plan(actor: Actor, dossier: Dossier, today: date) -> Plan:
    letters = _waiting(dossier)
    if not letters:
        return Plan(refused=NONE)
    verdicts = [approval(actor, dossier, letter, on=today) for letter in letters]
    mine = [letter for letter, verdict in zip(letters, verdicts, strict=True) if verdict.allowed]
    if not mine:
        return Plan(refused=verdicts[0].reason)
    for letter in mine:
        if sentence := obstacle(letter, day=today):
            return Plan(refused=sentence)
    named = ", ".join(f"{x.title} ({x.reference}), à {x.recipient.name}" for x in mine)
    return Plan(words=f"À signer tel quel\u00a0: {named}.")


def _run(actor: Actor, dossier: Dossier, answers: Answers, now: datetime) -> str:
    today, waiting = timezone.localdate(now), _waiting(dossier)
    mine = [letter for letter in waiting if approval(actor, dossier, letter, on=today).allowed]
    if not mine:
        raise Refused(NONE)
    for letter in mine:
        seen = letter.edited_at.isoformat()
        approve_letter(actor=actor, dossier=dossier, letter=letter, seen=seen, now=now)
    touch(dossier)
    return _line(mine)


def _line(letters: Sequence[Letter]) -> str:
    named = ", ".join(letter.reference for letter in letters)
    return f"{'Lettres approuvées' if len(letters) > 1 else 'Lettre approuvée'}\u00a0: {named}."


APPROVE = BulkAction(
    code="approuver",
    label="Approuver les lettres soumises",
    lead="Les lettres soumises que vous pouvez signer sont approuvées à votre nom, telles quelles. Rien ne part "
    "encore\u00a0: elles attendent d’être envoyées ou postées.",
    submit="Approuver ces lettres",
    right=RIGHT,
    plan=_plan,
    run=_run,
)
