"""Whether a message of a box came before: the same identifier over the same body, or a box that numbers anew.

Asked once for several messages. Only what was dealt with counts, in the house or earlier in the same group.
"""

from collections.abc import Sequence

from django.db.models import Q

from egide.modules.correspondence.models import Arrival, ReceivedEmail


class Seen:
    """What is known of messages of one box, locked by the caller."""

    def __init__(self, emails: Sequence[ReceivedEmail]) -> None:
        self._by_id: dict[tuple[str, str], ReceivedEmail] = {}
        self._moved: dict[tuple[str, str], list[ReceivedEmail]] = {}
        if emails:
            self._look(emails)

    def before(self, email: ReceivedEmail) -> ReceivedEmail | None:
        """Will return the one that it repeats, if any."""
        if email.message_id and (found := self._by_id.get((email.message_id, email.body_sha256))):
            return found
        same = self._moved.get(_bytes_of(email), ())
        return next((one for one in same if one.uid_validity != email.uid_validity), None)

    def add(self, email: ReceivedEmail) -> None:
        """Will count one of the group as dealt with: the next that repeats it is one too many."""
        self._by_id.setdefault((email.message_id, email.body_sha256), email)
        self._moved.setdefault(_bytes_of(email), []).append(email)

    def _look(self, emails: Sequence[ReceivedEmail]) -> None:
        done = ReceivedEmail.objects.filter(mailbox_id=emails[0].mailbox_id)
        done = done.exclude(became__in=(Arrival.UNREAD, Arrival.LEFT)).select_related("piece", "stored")
        done = done.order_by("pk")
        for one in done.filter(message_id__in={email.message_id for email in emails} - {""}):
            self._by_id.setdefault((one.message_id, one.body_sha256), one)
        # Two ranges of the key (box, validity, UID), which are empty in a box that never numbered anew.
        low, high = (choose(email.uid_validity for email in emails) for choose in (min, max))
        anew = Q(uid_validity__lt=high) | Q(uid_validity__gt=low)
        keys = {_bytes_of(email) for email in emails}
        moved = done.filter(anew, body_sha256__in={body for body, _ in keys})
        for one in moved.filter(stored__sha256__in={whole for _, whole in keys}):
            self._moved.setdefault(_bytes_of(one), []).append(one)


def _bytes_of(email: ReceivedEmail) -> tuple[str, str]:
    assert email.stored is not None  # constraint of the table: only what stayed in the box has none
    return email.body_sha256, email.stored.sha256
