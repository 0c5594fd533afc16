"""The bytes of an outgoing message, kept in the encrypted store and read back as they are.

Serves the outbox and the transmission; the row beside them holds only addresses, subject and state.
"""

from datetime import datetime

from egide.platform.accounts.acting import current_actor
from egide.platform.accounts.models import Compartment
from egide.platform.mail.models import Message
from egide.platform.storage.models import StoredObject
from egide.platform.storage.store import open_unchecked, put

MAX_BYTES = 25_000_000  # of the encoded message; receiving servers refuse more


def keep(raw: bytes, *, compartment_id: int, now: datetime) -> StoredObject:
    """Will store the bytes for the compartment, in the current actor's name."""
    return put(
        stream=[raw],
        file_name="message.eml",
        compartment=Compartment.objects.get(pk=compartment_id),
        actor_code=current_actor().code,
        now=now,
        limit_bytes=MAX_BYTES,
    )


def content(message: Message) -> bytes:
    """Will return the message's RFC 5322 bytes; call it inside `acting_as`.

    They are the house's own: a scanner that is down does not hold the mail back.
    """
    with open_unchecked(stored=message.stored) as stream:
        return b"".join(stream)
