"""Reads what a box gave, message by message, in the reading child, and puts them in the register by small groups.

A message that cannot be read is entered all the same, with the sentence that says so: the round goes on.
"""

import logging
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import Any

from django.db.models import Q

from egide.modules.correspondence.landing import enter_unread, land, land_all
from egide.modules.correspondence.models import Arrival, Mailbox, ReceivedEmail
from egide.modules.correspondence.told import Told
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.reading import limits, reader
from egide.platform.reading.problems import Busy, ReadingProblem, ToolMissing
from egide.platform.storage import store
from egide.platform.storage.errors import Infected, KeyUnavailable, Quarantined, StorageProblem
from egide.platform.storage.models import ScanState, StoredObject

AT_ONCE = 200  # messages of one job; another goes on
TOGETHER = 25  # messages that land in one transaction, when they name no dossier
CHILDREN = 2  # messages read at the same time
INFECTED = "L’antivirus a trouvé un danger dans ce courriel\u00a0: il est gardé tel quel et ne s’ouvre pas."
UNREADABLE = "Ce courriel n’a pas pu être lu\u00a0: il est gardé tel quel."

log = logging.getLogger(__name__)
_Read = Told | str | None


def read_box(*, box: Mailbox, actor: Actor, now: datetime, most: int = AT_ONCE) -> int:
    """Will read the oldest messages of the box that wait and return how many are dealt with.

    Must be called outside a transaction: each small group commits by itself. While one lands, the next is read.
    """
    with acting_as(actor, read_only=True):
        waiting = ReceivedEmail.objects.filter(mailbox=box, became=Arrival.UNREAD).order_by("pk")
        ids = list(
            waiting.filter(~Q(stored__scan_state=ScanState.QUARANTINED)).values_list("pk", flat=True)[:most]
        )
    groups = [ids[at : at + TOGETHER] for at in range(0, len(ids), TOGETHER)]
    readers = ThreadPoolExecutor(CHILDREN, thread_name_prefix="courriels")
    try:
        done, ahead = 0, _begun(readers, groups[0], actor) if groups else {}
        for following in [*groups[1:], []]:
            now_read, ahead = ahead, _begun(readers, following, actor)
            done += _landed({pk: one.result() for pk, one in now_read.items()}, actor, now)
        return done
    finally:
        readers.shutdown(cancel_futures=True)


def _begun(readers: ThreadPoolExecutor, ids: Sequence[int], actor: Actor) -> "dict[int, Future[_Read]]":
    """Will have the messages read in other threads, which need nothing more of the databases."""
    if not ids:
        return {}
    with acting_as(actor, read_only=True):
        rows = ReceivedEmail.objects.select_related("stored").filter(pk__in=ids).order_by("pk")
        emails = {email.pk: _stored(email) for email in rows}
        keys = store.keys_of(list(emails.values()))
    return {pk: readers.submit(_read, pk, stored, keys.get(stored.pk)) for pk, stored in emails.items()}


def _read(pk: int, stored: StoredObject, key: bytes | None) -> "_Read":
    """Will return what the child told, the sentence that says why nothing could be read, or None: not now."""
    try:
        if key is None:
            raise KeyUnavailable
        return _told(store.open_stream(stored=stored, key=key))
    except Infected:
        return INFECTED
    except (Busy, ToolMissing, Quarantined):
        return None  # not of this message: the next round reads it
    except (ReadingProblem, StorageProblem) as problem:
        return problem.sentence or UNREADABLE
    except Exception:  # one message never stops the others
        log.exception("Courriel %s\u00a0: inscrit sans avoir été lu", pk)
        return UNREADABLE


def _landed(read: "dict[int, _Read]", actor: Actor, now: datetime) -> int:
    told = {pk: one for pk, one in read.items() if isinstance(one, Told)}
    try:
        done = land_all(told=told, actor=actor, now=now)
    except Exception:
        log.exception("Courriels %s à %s\u00a0: repris un à un", min(told), max(told))
        done = sum(_landed_alone(pk, actor, now) for pk in told)
    for pk, sentence in read.items():
        if isinstance(sentence, str):
            done += enter_unread(email_id=pk, sentence=sentence, actor=actor, now=now)
    return done


def _landed_alone(pk: int, actor: Actor, now: datetime) -> bool:
    """Will read the message once more: what was taken out of it the first time is the sweep's."""
    try:
        with acting_as(actor, read_only=True):
            stored = _stored(ReceivedEmail.objects.select_related("stored").get(pk=pk))
            stream = store.open_stream(stored=stored)
        return land(email_id=pk, told=_told(stream), actor=actor, now=now)
    except Exception:  # one message never stops the others
        log.exception("Courriel %s\u00a0: inscrit sans avoir été lu", pk)
        return enter_unread(email_id=pk, sentence=UNREADABLE, actor=actor, now=now)


def _stored(email: ReceivedEmail) -> StoredObject:
    assert email.stored is not None  # constraint of the table: only what stayed in the box has none
    return email.stored


def _told(stream: store.PlainStream) -> Told:
    with stream:
        return told_of(stream, patience=limits.PATIENCE_OF_JOBS)


def told_of(content: Iterable[bytes], *, patience: float) -> Told:
    """Will have the child read a message: it is in memory, without a name; the child has nothing else of the house.

    :raises ReadingProblem: it could not be read, or no child was free within `patience` seconds.
    """
    descriptor = os.memfd_create("egide", os.MFD_CLOEXEC)
    try:
        with os.fdopen(os.dup(descriptor), "wb") as whole:
            for chunk in content:
                whole.write(chunk)
        os.lseek(descriptor, 0, os.SEEK_SET)
        answer: dict[str, Any] = reader.run("arrival", descriptor, format="arrival", patience=patience)
        files = answer.pop("files")
        try:
            return Told.of(answer, files)
        finally:
            for file in files:
                file.close()
    finally:
        os.close(descriptor)
