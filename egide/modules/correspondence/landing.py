"""Puts the messages of a box where they belong: a dossier's conversation, the unit's box, or nowhere twice.

A message joins a conversation only when its sender is someone of the dossier, and the box's server does not say that
the address is borrowed; otherwise it waits and says why. What a machine wrote answers nothing. Whatever shares a
transaction is done once together, or not at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby, islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party
from egide.modules.correspondence import actions as register
from egide.modules.correspondence.checking import check
from egide.modules.correspondence.conversing import put_in_dossier, writer_of
from egide.modules.correspondence.models import (
    Arrival,
    Checked,
    Doubt,
    MailFile,
    Medium,
    ReceivedEmail,
    Work,
)
from egide.modules.correspondence.seen import Seen
from egide.modules.correspondence.told import Told
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.mail.models import Message as SentMessage
from egide.platform.mail.returns import note
from egide.platform.storage import store

LONGEST_TEXT = 8_000  # what the form of the mail room takes
UNTITLED = "(sans objet)"
_SETTLE = """
update correspondence_receivedemail e
set became = t.became, piece_id = t.piece, detail = t.detail, message_id = t.message_id, body_sha256 = t.body
from unnest(%s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::text[], %s::text[])
  as t(id, became, piece, detail, message_id, body)
where e.id = t.id
"""


@dataclass
class _Landing:
    """A message on its way in. `party`: who of the dossier wrote it; none when nobody may be believed."""

    email: ReceivedEmail
    told: Told
    dossier: Dossier | None
    party: Party | None
    doubt: str
    checked: Checked | None = None
    check_said: str = ""

    @property
    def became(self) -> Arrival:
        if self.told.automatic:
            return Arrival.AUTOMATIC
        joins = self.dossier is not None and self.party is not None and not self.doubt
        return Arrival.JOINED if joins else Arrival.PIECE


def land_all(*, told: Mapping[int, Told], actor: Actor, now: datetime) -> int:
    """Will put several messages of one box where they belong, in the order given, and return how many were to do.

    Those that name no dossier share transactions; each of the others, whose dossier's row is locked, has its own.
    """
    alone = _alone(told, actor) if told else set()
    done = 0
    for by_itself, pks in groupby(told, key=lambda pk: pk in alone):
        together = {pk: told[pk] for pk in pks}
        for part in [{pk: one} for pk, one in together.items()] if by_itself else [together]:
            done += _land(part, actor, now, may_join=by_itself)
    return done


def land(*, email_id: int, told: Told, actor: Actor, now: datetime) -> bool:
    """Will say what the message is and put it there, in one transaction; False when it was already done."""
    return bool(_land({email_id: told}, actor, now, may_join=True))


def enter_unread(*, email_id: int, sentence: str, actor: Actor, now: datetime) -> bool:
    """Will enter a message that could not be read: it waits in the unit's box with the sentence that says why."""
    with acting_as(actor):
        emails = _waiting([email_id])
        told = Told(warnings=(sentence,))
        _enter([_Landing(email, told, None, None, "") for email in emails], actor, now)
        _settle(emails)
        return bool(emails)


def _alone(told: Mapping[int, Told], actor: Actor) -> set[int]:
    """The messages that may touch a dossier, or one of our own messages."""
    mentions = {mention for one in told.values() for mention in one.mentions}
    numbers = {one.numbers[0] for one in told.values() if one.numbers}
    with acting_as(actor, read_only=True):
        threads = SentMessage.objects.filter(message_id__in=mentions, dossier_id__isnull=False)
        ours = set(threads.values_list("message_id", flat=True)) if mentions else set()
        named = Dossier.objects.filter(number__in=numbers).values_list("number", flat=True)
        known = set(named) if numbers else set()
    return {
        pk
        for pk, one in told.items()
        if one.report is not None or ours.intersection(one.mentions) or known.intersection(one.numbers[:1])
    }


def _land(told: Mapping[int, Told], actor: Actor, now: datetime, *, may_join: bool) -> int:
    with acting_as(actor):
        emails = _waiting(told)
        for email in emails:
            one = told[email.pk]
            email.message_id, email.body_sha256 = one.message_id, one.body_sha256
        own, seen = _our_own([told[email.pk] for email in emails]), Seen(emails)
        landings: list[_Landing] = []
        again: list[tuple[ReceivedEmail, ReceivedEmail]] = []
        unused: list[store.Sealed] = []
        for email in emails:
            one = told[email.pk]
            if may_join and one.report is not None and _is_return(one, now):
                email.became = Arrival.RETURN
            elif (verdict := check(email.mailbox, one))[0] != Checked.FAILED and _key(one) in own:
                email.became = Arrival.OWN
            elif (before := seen.before(email)) is not None:
                email.became = Arrival.AGAIN
                again.append((email, before))
            else:
                # The dossier first: its row is the lock of all that hangs from it, the register's number comes after.
                dossier, party = writer_of(one) if may_join else (None, None)
                if verdict[0] == Checked.FAILED:
                    party = (
                        None  # the thread and the number propose; nobody is recognised by a borrowed address
                    )
                doubt = _doubt(one, dossier, party, verdict[0])
                landings.append(_Landing(email, one, dossier, party, doubt, *verdict))
                seen.add(email)
                continue
            unused += one.files
        _enter(landings, actor, now)
        for email, before in again:
            email.piece = before.piece
        _settle(emails)
        for sealed in unused:
            transaction.on_commit(partial(store.discard, sealed), robust=True)
        return len(emails)


def _waiting(email_ids: Iterable[int]) -> list[ReceivedEmail]:
    rows = ReceivedEmail.objects.select_for_update(of=("self",), skip_locked=True)
    rows = rows.select_related("stored", "mailbox__unit__site", "compartment")
    return list(rows.filter(pk__in=list(email_ids), became=Arrival.UNREAD).order_by("pk"))


def _is_return(told: Told, now: datetime) -> bool:
    # What left is known by its compartment; all of them give the same address to the servers.
    assert told.report is not None
    return note(told.report, actor=service("mail_intake"), now=now) is not None


def _our_own(told: Sequence[Told]) -> set[tuple[str, str]]:
    # The reader of a message knows its identifier: its sender must be ours too.
    sent = SentMessage.objects.filter(message_id__in=[one.message_id for one in told if one.message_id])
    return {(key, sender.casefold()) for key, sender in sent.values_list("message_id", "sender")}


def _key(told: Told) -> tuple[str, str]:
    return told.message_id, told.sender_email.casefold()


def _doubt(told: Told, dossier: Dossier | None, party: Any, checked: Checked) -> str:
    if told.automatic:
        return ""
    if checked == Checked.FAILED and dossier is not None:
        return Doubt.FAILED
    if told.away:
        return Doubt.AUTOMATIC
    return Doubt.SENDER if dossier is not None and party is None else ""


def _enter(landings: Sequence[_Landing], actor: Actor, now: datetime) -> None:
    """Will give each its line in the register, with its files, then join those that answer to their dossier."""
    if not landings:
        return
    place = landings[0].email.compartment
    # Before the register's number, which the others wait for.
    sealed = [file for one in landings for file in one.told.files]
    kept = iter(store.keep_all(sealed, compartment=place, actor_code=actor.code, now=now) if sealed else ())
    entries = [_entry(one, now) for one in landings]
    pieces = register.enter_pieces(actor=actor, entries=entries, compartment=place, now=now)
    files = []
    for one, piece in zip(landings, pieces, strict=True):
        stored = [one.email.stored, *islice(kept, len(one.told.files))]
        files += [
            MailFile(piece=piece, compartment=place, stored=file, rank=rank)
            for rank, file in enumerate(stored, start=1)
        ]
        one.email.became, one.email.piece = one.became, piece
        one.email.detail = " ".join(one.told.warnings)[:500]
    MailFile.objects.bulk_create(files)
    for one, piece in zip(landings, pieces, strict=True):
        if one.became == Arrival.JOINED and one.dossier is not None and one.party is not None:
            put_in_dossier(
                piece=piece, dossier=one.dossier, party=one.party, text=one.told.text, actor=actor, now=now
            )


def _entry(one: _Landing, now: datetime) -> tuple[register.Entry, dict[str, Any]]:
    email, told = one.email, one.told
    unit = email.mailbox.unit
    entry = register.Entry(
        medium=Medium.EMAIL,
        site=unit.site,
        received_on=_day(email, now),
        sender=told.sender_name or told.sender_email.partition("@")[0],
        sender_email=told.sender_email,
        addressee=email.mailbox.address[:200],
        subject=told.subject or UNTITLED,
        document_on=_written_on(told, now),
        original_at=f"Boîte {email.mailbox.address}"[:200],
    )
    proposed: dict[str, Any] = {"summary": told.text[:LONGEST_TEXT]}
    if told.warnings:
        proposed["warnings"] = list(told.warnings)
    more = {
        "unit": unit,
        "doubt": one.doubt,
        "named": one.dossier,
        "automatic": bool(told.automatic),
        "checked": one.checked or "",
        "check_said": one.check_said,
        "proposed": proposed,
    }
    if told.automatic:
        # Kept and found again, and it waits for nobody: a machine answers nothing.
        more |= {"work": Work.FILED, "settled_at": now}
    return entry, more


def _settle(emails: Sequence[ReceivedEmail]) -> None:
    columns: list[Any] = [
        [one.pk for one in emails],
        [str(one.became) for one in emails],
        [one.piece_id for one in emails],
        [one.detail for one in emails],
        [one.message_id for one in emails],
        [one.body_sha256 for one in emails],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, columns)


def _day(email: ReceivedEmail, now: datetime) -> Any:
    # The server's own day; a folder copied from elsewhere may carry none that is possible.
    day = timezone.localdate(min(email.arrived_at, now))
    return day if day >= register.EARLIEST else timezone.localdate(email.taken_at)


def _written_on(told: Told, now: datetime) -> Any:
    if told.sent_at is None or told.sent_at > now + timedelta(days=1):
        return None
    day = min(timezone.localdate(told.sent_at), timezone.localdate(now))
    return day if day >= register.EARLIEST else None
