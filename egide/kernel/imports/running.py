"""A run: the lines of a source one after the other, from the first that is not settled, to the reconciliation.

Killed at any point, it goes on where it was: what is settled was committed with its effects.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError, IntegrityError, connection
from django.db.models import Max

from egide.kernel.imports import folder
from egide.kernel.imports.checking import Checker, Record
from egide.kernel.imports.models import ImportLine, ImportRun, Outcome, RunState
from egide.kernel.imports.plan import Plan
from egide.kernel.imports.problems import PlanProblem, SourceProblem
from egide.kernel.imports.reconciling import reconcile
from egide.kernel.imports.rows import Row, rows_of
from egide.kernel.imports.seen import Seen
from egide.kernel.imports.taking import Taker
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Compartment
from egide.platform.errors.failures import HouseFailure, NotVisible
from egide.platform.journal.append import access_chain, append

Progress = Callable[[int, int], None]
Clock = Callable[[], datetime]
STRIDE = 1000  # places of which one asks at once whether they are settled
UNEXPECTED = "Cette ligne n’a pas pu être reprise\u00a0: la base de données l’a refusée."
OTHER_RUN = "La source ou le plan a changé depuis\u00a0: une autre reprise a pris sa suite."


def run_import(plan: Plan, *, actor: Actor, clock: Clock, progress: Progress) -> ImportRun:
    """Will take the source in, or go on with the run that was interrupted, and return the run with its report.

    :raises PlanProblem: the compartment is unknown or not the actor's, or the same source is being taken in.
    :raises SourceProblem: the source cannot be read at all.
    """
    compartment = compartment_of(plan, actor)
    listed = list_digest(plan)
    total = count(plan)
    with _alone(plan, compartment):
        run = _begun(plan, actor, compartment, listed, total, now=clock())
        with Seen() as seen:
            why = ""
            try:
                _settle_all(plan, run, actor, compartment, seen, clock, progress)
            except SourceProblem as problem:
                why = str(problem)
            report = reconcile(plan, run=run, actor=actor, compartment=compartment, seen=seen, now=clock())
        return _ended(run, actor, report, why, now=clock())


def compartment_of(plan: Plan, actor: Actor) -> Compartment:
    """Will return the plan's compartment.

    :raises PlanProblem: unknown, or the actor holds nothing there.
    """
    found = Compartment.objects.filter(code=plan.compartment).first()
    if found is None or found.pk not in actor.compartment_ids:
        raise PlanProblem(f"«\u00a0{plan.compartment}\u00a0» n’est pas un compartiment de cette personne.")
    return found


def list_digest(plan: Plan) -> str:
    """Will return what the source is now: the digest of the list, or of the names and sizes of a tree.

    :raises SourceProblem: it is not there.
    """
    found = hashlib.sha256()
    try:
        if plan.format == "folders":
            for path, kind in folder.walk(plan.path):
                size = (plan.path / path).lstat().st_size
                found.update(f"{path}\0{kind}\0{size}\n".encode("utf-8", "surrogatepass"))
            return found.hexdigest()
        with plan.path.open("rb") as content:
            while piece := content.read(folder.PIECE):
                found.update(piece)
    except OSError as error:
        raise SourceProblem(f"la source ne s’ouvre pas\u00a0: {error.strerror}.") from error
    return found.hexdigest()


def count(plan: Plan) -> int:
    """Will count the lines that can be reached.

    :raises SourceProblem: the source cannot be read at all.
    """
    total = 0
    try:
        for _ in rows_of(plan):
            total += 1
    except SourceProblem:
        if not total:
            raise
    return total


def _settle_all(
    plan: Plan, run: ImportRun, actor: Actor, compartment: Compartment, seen: Seen, clock: Clock,
    progress: Progress,
) -> None:  # fmt: skip
    with acting_as(actor, read_only=True):
        checker = Checker(plan, actor=actor, compartment=compartment, seen=seen, now=clock(), thorough=False)
    taker = Taker(plan, run=run, actor=actor, checker=checker)
    settled: set[int] = set()
    upto = 0
    for row in rows_of(plan):
        if row.place >= upto:
            settled, upto = _settled(run, actor, row.place), row.place + STRIDE
        if row.place in settled:
            _remember(checker, row, seen)
        else:
            _settle(taker, checker, row, clock())
        progress(row.place, run.total)


def _settle(taker: Taker, checker: Checker, row: Row, now: datetime) -> None:
    with acting_as(taker.actor, read_only=True):
        record = checker.check(row)
    words = record.remarks.words
    if not record.remarks.refusals:
        try:
            taker.take(record, now=now)
            return
        except NotVisible:
            words = "Le dossier de cette ligne n’est plus à portée."
        except HouseFailure as failure:
            words = str(failure) or failure.what
        except DatabaseError:
            words = UNEXPECTED
    _refuse(taker, record, words)


def _refuse(taker: Taker, record: Record, words: str) -> None:
    try:
        with acting_as(taker.actor):
            taker.settle(record, Outcome.REFUSED, None, words)
    except IntegrityError:
        return  # settled before, in a dossier that is out of sight since


def _remember(checker: Checker, row: Row, seen: Seen) -> None:
    """A line that is settled still counts when the next one repeats its number."""
    values = checker.values(row) if not row.problem else {}
    if number := checker.number(values):
        seen.first("number", number, row.place)
    for path in checker.paths(row, values) if values else ():
        seen.first("path", path)


def _settled(run: ImportRun, actor: Actor, place: int) -> set[int]:
    with acting_as(actor, read_only=True):
        rows = ImportLine.objects.filter(run=run, place__gte=place, place__lt=place + STRIDE)
        return set(rows.values_list("place", flat=True))


def _begun(
    plan: Plan, actor: Actor, compartment: Compartment, listed: str, total: int, *, now: datetime
) -> ImportRun:
    with acting_as(actor):
        rows = ImportRun.objects.filter(compartment=compartment)
        known = rows.filter(source=plan.source, state=RunState.RUNNING).first()
        if known is not None and (known.plan_sha256, known.list_sha256) == (plan.sha256, listed):
            return known
        if known is not None:
            known.state, known.ended_at, known.report = RunState.STOPPED, now, {"why": OTHER_RUN}
            known.save(update_fields=["state", "ended_at", "report"])
        last = rows.aggregate(last=Max("number"))["last"] or 0
        run = ImportRun.objects.create(
            compartment=compartment,
            number=last + 1,
            source=plan.source,
            target=plan.target,
            plan_sha256=plan.sha256,
            list_sha256=listed,
            started_at=now,
            started_by=actor.code,
            total=total,
        )
        _journal(run, compartment, "import.began", now, source=plan.source, lines=total)
        return run


def _ended(run: ImportRun, actor: Actor, report: dict[str, object], why: str, *, now: datetime) -> ImportRun:
    with acting_as(actor):
        run.state = RunState.STOPPED if why else RunState.DONE
        run.ended_at, run.report = now, {**report, "why": why}
        run.save(update_fields=["state", "ended_at", "report"])
        agrees = "yes" if report["agrees"] and not why else "no"
        _journal(run, run.compartment, "import.ended", now, source=run.source, agrees=agrees)
    return run


def _journal(run: ImportRun, compartment: Compartment, code: str, now: datetime, **data: str | int) -> None:
    append(
        chain=access_chain(compartment.code, now),
        compartment_id=compartment.pk,
        code=code,
        data={"run": run.number, **data},
        at=now,
    )


@contextmanager
def _alone(plan: Plan, compartment: Compartment) -> Iterator[None]:
    """One process for one source: PostgreSQL lets go of the lock when the process dies."""
    text = f"egide.import\0{compartment.code}\0{plan.source}".encode()
    key = int.from_bytes(hashlib.sha256(text).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [key])
        if not cursor.fetchone()[0]:
            raise PlanProblem("cette source est déjà en cours de reprise.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [key])
