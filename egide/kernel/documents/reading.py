"""Asking that a version be read: in the transaction that adds it, or again, when a person asks.

The reading itself is pipeline.py, run by a job that carries the version and nothing of its content.
"""

from collections.abc import Sequence
from datetime import datetime

from egide.kernel.documents.models import DocumentVersion, ReadingState
from egide.platform.accounts.actors import SERVICE, Actor, ActorKind
from egide.platform.errors.failures import Refused
from egide.platform.jobs.app import Task, enqueue, enqueue_all
from egide.platform.jobs.arguments import Id
from egide.platform.journal.append import append, dossier_chain

READER = "scheduler"  # the service as which versions are read; narrowed to the version's compartment
UNDER_WAY = (ReadingState.WAITING, ReadingState.READING)
ALREADY = "Ce document est déjà en file\u00a0: sa lecture se fera d’elle-même."


def ask_reading(*, version: DocumentVersion, now: datetime) -> None:
    """Will ask for the version to be read, in the current transaction: a rollback asks nothing."""
    defer_reading(version, part="open")


def ask_readings(versions: Sequence[DocumentVersion]) -> None:
    """Will ask for several new versions of one compartment to be read, in one statement."""
    if not versions:
        return
    jobs: dict[str, dict[str, Id]] = {
        lock_of(version): {"version": version.pk, "part": "open"} for version in versions
    }
    enqueue_all(_task(), actor=reader_of(versions[0].compartment_id), jobs=jobs)


def read_again(*, version: DocumentVersion, actor_code: str, now: datetime) -> None:
    """Will have the version read from the beginning; what was read stays until the new reading replaces it.

    The caller holds the dossier's row lock.

    :raises Refused: it is already waiting, or being read.
    """
    if version.reading in UNDER_WAY:
        raise Refused(ALREADY)
    version.reading, version.explained = ReadingState.WAITING, ""
    version.save(update_fields=["reading", "explained"])
    append(
        chain=dossier_chain(version.dossier_id),
        compartment_id=version.compartment_id,
        dossier_id=version.dossier_id,
        code="document.read_again",
        data={"rank": version.document.rank, "version": version.number},
        at=now,
    )
    ask_reading(version=version, now=now)


def defer_reading(version: DocumentVersion, *, part: str, run_at: datetime | None = None) -> None:
    """Will ask for one part of a reading, not before `run_at`; the parts of one version never run together."""
    enqueue(
        _task(),
        actor=reader_of(version.compartment_id),
        run_at=run_at,
        lock=lock_of(version),
        version=version.pk,
        part=part,
    )


def lock_of(version: DocumentVersion) -> str:
    """Will return the lock that the parts of one version share in the queue."""
    return f"documents.read:{version.pk}"


def reader_of(compartment_id: int) -> Actor:
    """Will return the service that reads, in one compartment; no query: the job looks its rights up itself."""
    return Actor(
        kind=ActorKind.SERVICE,
        id=None,
        code=f"{ActorKind.SERVICE}:{READER}",
        name=SERVICE[READER],
        compartment_id=compartment_id,
    )


def _task() -> Task:
    from egide.kernel.documents.tasks import read_version  # its work adds documents, which asks for readings

    return read_version
