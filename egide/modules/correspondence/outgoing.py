"""What leaves by the dossiers is in the register too: each letter sent and each message, written where it happens.

The line is written in the transaction of the sending, in the register of the dossier's own compartment, by one
statement for one letter or for all those that have none yet (older ones, before the register was whole).
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.kernel.messages.models import Message
from egide.modules.correspondence.models import MailPiece, Source
from egide.modules.correspondence.numbering import prefix_of
from egide.platform.accounts.acting import current_actor
from egide.platform.accounts.models import Compartment

# A message that an e-mail of a box became already has the line of that e-mail.
FROM_MAIL = "mail:"
_LETTERS = """
select l.id, l.dossier_id, l.rank, 'letter' as source, 'out' as direction, 'sent' as fate,
       l.delivery as medium, l.sent_on as day, '' as sender, '' as sender_email, p.name as addressee,
       left(l.subject, 300) as subject, l.letter_date as document_on
from letters_letter l join parties_party p on p.id = l.recipient_id
where l.compartment_id = %(place)s and l.state in ('sent', 'bounced') and l.sent_on is not null
  and (%(ids)s::bigint[] is null or l.id = any(%(ids)s::bigint[]))
"""
_MESSAGES = f"""
select m.id, m.dossier_id, m.rank, 'message' as source, m.direction,
       case m.direction when 'in' then 'joined' else 'sent' end as fate, 'link' as medium,
       (m.posted_at at time zone 'America/Toronto')::date as day,
       case m.direction when 'in' then p.name else '' end as sender,
       case m.direction when 'in' then p.email else '' end as sender_email,
       case m.direction when 'in' then '' else p.name end as addressee,
       left(regexp_replace(m.text, '\\s+', ' ', 'g'), 150) as subject, null::date as document_on
from messages_message m join parties_party p on p.id = m.party_id
where m.compartment_id = %(place)s and not starts_with(m.form_key, '{FROM_MAIL}')
  and (%(ids)s::bigint[] is null or m.id = any(%(ids)s::bigint[]))
"""
_ENTER = """
with left_ones as ({rows}),
lacking as (
  select r.*, d.site_id, extract(year from r.day)::int as year from left_ones r
  join dossiers_dossier d on d.id = r.dossier_id
  where not exists (select from correspondence_mailpiece c where c.dossier_id = r.dossier_id
                    and c.source = r.source and c.source_rank = r.rank)),
counted as (select year, count(*)::int as n from lacking group by year),
taken as (
  insert into dossiers_numbercounter (compartment_id, prefix, year, last)
  select %(place)s, %(prefix)s, year, n from counted order by year
  on conflict (compartment_id, prefix, year) do update set last = dossiers_numbercounter.last + excluded.last
  returning year, last),
placed as (
  select l.*, t.last - c.n + row_number() over (partition by l.year order by l.day, l.id) as turn
  from lacking l join counted c using (year) join taken t using (year))
insert into correspondence_mailpiece (
  compartment_id, number, direction, medium, site_id, received_on, entered_at, entered_by, sender, sender_email,
  sender_phone, sender_address, addressee, subject, document_on, original_at, fate, dossier_id, proposed, expected,
  copies, class_code, work, source, source_rank, automatic, doubt)
select %(place)s, %(prefix)s || '-' || year || '-' || lpad(turn::text, greatest(5, length(turn::text)), '0'),
  direction, medium, site_id, day, %(now)s, %(by)s, sender, left(sender_email, 254), '', '', left(addressee, 200),
  subject, document_on, '', fate, dossier_id, '{{}}'::jsonb, '', '', '', '', source, rank, false, ''
from placed
"""


def enter_letters(*, compartment: Compartment, now: datetime, ids: Sequence[int] | None = None) -> int:
    """Will write the lines of the letters that left and have none; how many there were."""
    return _enter(_LETTERS, compartment, ids, now)


def enter_messages(*, compartment: Compartment, now: datetime, ids: Sequence[int] | None = None) -> int:
    """Will write the lines of the messages, both ways, that have none; how many there were."""
    return _enter(_MESSAGES, compartment, ids, now)


def follow_letter(*, dossier: Dossier, letter: Letter, on: date, now: datetime) -> None:
    """Will enter a letter that has just left."""
    enter_letters(compartment=dossier.compartment, ids=[letter.pk], now=now)


def follow_return(*, dossier: Dossier, letter: Letter, on: date, now: datetime) -> None:
    """Will note that what had left came back."""
    rows = MailPiece.objects.filter(dossier_id=dossier.pk, source=Source.LETTER, source_rank=letter.rank)
    rows.update(returned_on=timezone.localdate(now))


def follow_message(*, dossier: Dossier, message: Message, on: date, now: datetime) -> None:
    """Will enter a message of the dossier's conversation, whichever way it went."""
    if not message.form_key.startswith(FROM_MAIL):
        enter_messages(compartment=dossier.compartment, ids=[message.pk], now=now)


def _enter(rows: str, compartment: Compartment, ids: Sequence[int] | None, now: datetime) -> int:
    told: dict[str, Any] = {
        "place": compartment.pk,
        "prefix": prefix_of(compartment.code),
        "ids": None if ids is None else list(ids),
        "now": now,
        "by": current_actor().code,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ENTER.format(rows=rows), told)
        return int(cursor.rowcount)
