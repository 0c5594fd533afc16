"""Takes whole messages out of a mailbox, a few at a time, by their UID: each once, and nothing there changes.

Serves the boxes of the units. What the messages say is read elsewhere, by the reading child; here they are bytes.
"""

import imaplib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from egide.platform.mail.mailbox import Mailbox, connected

WINDOW = 20_000  # UIDs asked about at once: the answer is one line, whose length the library bounds
AT_ONCE = 25  # messages of one small batch
MOST_AT_ONCE = 16 * 1024 * 1024  # bytes of one small batch; a larger message goes alone
_SIZE = re.compile(rb"UID (\d+) RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+) UID (\d+)")
_UID = re.compile(rb"UID (\d+)")
_EMPTY = re.compile(rb'BODY\[\] (?:""|NIL)')
_DATE = re.compile(rb'INTERNALDATE "([^"]{1,40})"')


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One message as the server gave it; `raw` is None when it is larger than what may be kept."""

    uid: int
    arrived_at: datetime
    raw: bytes | None = field(repr=False)
    size: int


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Some messages in the order of their UIDs, and the validity under which these UIDs mean something."""

    uid_validity: int
    messages: tuple[Taken, ...]


def batches(
    mailbox: Mailbox, *, uid_validity: int, after: int, largest: int, most: int, now: datetime
) -> Iterator[Batch]:
    """Will give the messages that came after a UID, by small batches; all of them when the validity changed.

    `largest`: bytes of a message that may be kept. `most`: messages of one round.
    :raises OSError, imaplib.IMAP4.error: the server does not answer, or refuses.
    """
    with connected(mailbox, readonly=True) as imap:
        validity, following = _number(imap, "UIDVALIDITY"), _number(imap, "UIDNEXT")
        last = after if validity == uid_validity else 0
        left = most
        for uids in _chosen(imap, last, following):
            for sizes in _small(_sizes(imap, uids), largest):
                if left <= 0:
                    return
                yield Batch(uid_validity=validity, messages=_fetched(imap, sizes, largest, now))
                left -= len(sizes)


def _number(imap: imaplib.IMAP4, name: str) -> int:
    _, answer = imap.response(name)
    told = answer[-1] if answer and answer[-1] else b"0"
    return int(told) if isinstance(told, bytes) and told.isdigit() else 0


def _chosen(imap: imaplib.IMAP4, last: int, following: int) -> Iterator[list[int]]:
    # A server that does not tell its next UID is asked in one window, from the last one on.
    end = following or last + WINDOW + 1
    for low in range(last + 1, end, WINDOW):
        status, found = imap.uid("SEARCH", f"UID {low}:{min(low + WINDOW, end) - 1}")
        if status != "OK":
            raise imaplib.IMAP4.error("La boîte ne répond pas à la recherche de ses messages.")
        uids = sorted({int(uid) for uid in (found[0] or b"").split() if uid.isdigit()})
        if kept := [uid for uid in uids if last < uid]:
            yield kept


def _sizes(imap: imaplib.IMAP4, uids: list[int]) -> list[tuple[int, int]]:
    found: dict[int, int] = {}
    for at in range(0, len(uids), 500):
        _, answer = imap.uid("FETCH", _set(uids[at : at + 500]), "(UID RFC822.SIZE)")
        for line in answer:
            if isinstance(line, bytes) and (read := _SIZE.search(line)):
                uid, size = (read[1], read[2]) if read[1] else (read[4], read[3])
                found[int(uid)] = int(size)
    return [(uid, found[uid]) for uid in uids if uid in found]  # a message deleted meanwhile is no more


def _small(sizes: list[tuple[int, int]], largest: int) -> Iterator[list[tuple[int, int]]]:
    batch: list[tuple[int, int]] = []
    weight = 0
    for uid, size in sizes:
        heavy = 0 if size > largest else size
        if batch and (len(batch) >= AT_ONCE or weight + heavy > MOST_AT_ONCE):
            yield batch
            batch, weight = [], 0
        batch.append((uid, size))
        weight += heavy
    if batch:
        yield batch


def _fetched(
    imap: imaplib.IMAP4, sizes: list[tuple[int, int]], largest: int, now: datetime
) -> tuple[Taken, ...]:
    wanted = dict(sizes)
    small = [uid for uid, size in sizes if size <= largest]
    heavy = [uid for uid, size in sizes if size > largest]
    taken = [
        *(_read(imap, small, "(UID INTERNALDATE BODY.PEEK[])", now, wanted) if small else ()),
        *(_read(imap, heavy, "(UID INTERNALDATE)", now, wanted) if heavy else ()),
    ]
    return tuple(sorted(taken, key=lambda one: one.uid))


def _read(
    imap: imaplib.IMAP4, uids: list[int], what: str, now: datetime, sizes: dict[int, int]
) -> Iterator[Taken]:
    status, answer = imap.uid("FETCH", _set(uids), what)
    if status != "OK":
        raise imaplib.IMAP4.error("La boîte n’a pas donné ses messages.")
    for at, item in enumerate(answer):
        # With a literal: (what comes before, the bytes), then what comes after, which may hold the UID.
        told, raw = item if isinstance(item, tuple) else (item, None)
        if isinstance(item, tuple) and at + 1 < len(answer) and isinstance(answer[at + 1], bytes):
            told = told + b" " + answer[at + 1]
        if not isinstance(told, bytes) or not (uid := _UID.search(told)) or int(uid[1]) not in sizes:
            continue
        if raw is None and "BODY" in what:
            if not _EMPTY.search(told):
                continue  # the end of an answer whose beginning was read
            raw = b""
        number = int(uid[1])
        yield Taken(uid=number, arrived_at=_instant(told, now), raw=raw, size=sizes[number])


def _instant(told: bytes, now: datetime) -> datetime:
    read = _DATE.search(told)
    try:
        at = parsedate_to_datetime(read[1].decode("ascii").strip().replace("-", " ")) if read else now
    except (ValueError, UnicodeDecodeError):
        at = now
    # A server's clock that is ahead receives nothing in the future.
    return min(at if at.tzinfo else at.replace(tzinfo=UTC), now)


def _set(uids: list[int]) -> str:
    return ",".join(map(str, uids))
