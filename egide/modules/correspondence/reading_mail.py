"""Reads what a box gave, message by message, in the reading child, and puts each in the register.

A message that cannot be read is entered all the same, with the sentence that says so: the round goes on.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db.models import Q

from egide.modules.correspondence.landing import enter_unread, land
from egide.modules.correspondence.models import Arrival, Mailbox, ReceivedEmail
from egide.modules.correspondence.told import Told
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.reading import limits, reader
from egide.platform.reading.problems import Busy, ReadingProblem, ToolMissing
from egide.platform.storage import store
from egide.platform.storage.errors import Infected, Quarantined, StorageProblem
from egide.platform.storage.models import ScanState, StoredObject

AT_ONCE = 200  # messages of one job; another goes on
INFECTED = "L’antivirus a trouvé un danger dans ce courriel\u00a0: il est gardé tel quel et ne s’ouvre pas."
UNREADABLE = "Ce courriel n’a pas pu être lu\u00a0: il est gardé tel quel."

log = logging.getLogger(__name__)


def read_box(*, box: Mailbox, actor: Actor, now: datetime, most: int = AT_ONCE) -> int:
    """Will read the oldest messages of the box that wait and return how many are dealt with.

    Must be called outside a transaction: each message commits by itself.
    """
    with acting_as(actor, read_only=True):
        waiting = ReceivedEmail.objects.filter(mailbox=box, became=Arrival.UNREAD).order_by("pk")
        ids = list(
            waiting.filter(~Q(stored__scan_state=ScanState.QUARANTINED)).values_list("pk", flat=True)[:most]
        )
    return sum(_read_one(pk, actor, now) for pk in ids)


def _read_one(pk: int, actor: Actor, now: datetime) -> bool:
    try:
        with acting_as(actor, read_only=True):
            email = ReceivedEmail.objects.select_related("stored").get(pk=pk)
            stream = store.open_stream(stored=_stored(email))
        with _read(stream) as told:
            return land(email_id=pk, told=told, actor=actor, now=now)
    except Infected:
        sentence = INFECTED
    except (Busy, ToolMissing, Quarantined):
        return False  # not of this message: the next round reads it
    except (ReadingProblem, StorageProblem) as problem:
        sentence = problem.sentence or UNREADABLE
    except Exception:  # one message never stops the others
        log.exception("Courriel %s\u00a0: inscrit sans avoir été lu", pk)
        sentence = UNREADABLE
    return enter_unread(email_id=pk, sentence=sentence, actor=actor, now=now)


def _stored(email: ReceivedEmail) -> StoredObject:
    assert email.stored is not None  # constraint of the table: only what stayed in the box has none
    return email.stored


@contextmanager
def _read(stream: store.PlainStream) -> Iterator[Told]:
    """The file is in memory, without a name; the child has nothing else of the house."""
    descriptor = os.memfd_create("egide", os.MFD_CLOEXEC)
    try:
        with os.fdopen(os.dup(descriptor), "wb") as whole:
            for chunk in stream:
                whole.write(chunk)
        os.lseek(descriptor, 0, os.SEEK_SET)
        answer: dict[str, Any] = reader.run(
            "arrival", descriptor, format="arrival", patience=limits.PATIENCE_OF_JOBS
        )
        files = answer.pop("files")
        try:
            yield Told.of(answer, files)
        finally:
            for file in files:
                file.close()
    finally:
        os.close(descriptor)
