"""Two hundred hostile e-mails through a real server and the confined child: all kept, none lost, the round goes on."""

import hashlib
import imaplib
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from egide.modules.correspondence.models import Arrival, MailFile
from tests.cast import Cast, seed_office
from tests.database import as_owner
from tests.modules.correspondence.boxes import box_of, bytes_of, emails, take
from tests.modules.correspondence.hostile import WANTED, hostile
from tests.patience import SECONDS
from tests.platform.mail.dovecot import imap_server


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


def test_two_hundred_hostile_messages_are_kept_whole_and_none_stops_the_round(
    cast: Cast, settings: Any
) -> None:
    sent = hostile()
    with tempfile.TemporaryDirectory(prefix="egide-imap-") as home, imap_server(Path(home)) as server:
        with imaplib.IMAP4(server.host, server.port, timeout=SECONDS) as imap:
            imap.login(server.user, server.password)
            for name, raw in sent:
                status, answer = imap.append("INBOX", "", "", raw)
                assert status == "OK", (name, answer)
            imap.select("INBOX", readonly=True)
            # What the server gives is what it has: Dovecot itself rewrites the byte zero of what it is handed.
            _, answer = imap.fetch("1:*", "(BODY.PEEK[])")
            given = [item[1] for item in answer if isinstance(item, tuple)]
        box = box_of(server, settings)
        assert take(box) == WANTED
        assert take(box) == 0

    kept = emails()
    assert len(kept) == WANTED
    for (name, _), raw, email in zip(sent, given, kept, strict=True):
        whole = bytes_of(box, email)
        assert whole == raw, name
        assert email.stored is not None
        assert email.stored.sha256 == hashlib.sha256(raw).hexdigest(), name
        assert email.became not in (Arrival.UNREAD, Arrival.LEFT), name
    by_family: dict[str, list[Any]] = {}
    for (name, _), email in zip(sent, kept, strict=True):
        by_family.setdefault(name.rpartition("-")[0], []).append(email)
    with as_owner():
        files = Counter(MailFile.objects.values_list("piece_id", flat=True))
        names = set(MailFile.objects.values_list("stored__file_name", flat=True))
    assert Counter(one.became for one in kept).keys() == {Arrival.PIECE, Arrival.AUTOMATIC}
    assert all(files[one.piece_id] == 2 for one in by_family["tnef"] + by_family["uuencode"])
    assert all(one.piece.automatic for one in by_family["vacation"] + by_family["bounce_forged"])
    assert {"secret.txt", "note.txt"} <= names
    assert all("Outlook" in one.detail for one in by_family["tnef_cut"])
    assert all(files[one.piece_id] == 3 for one in by_family["tnef_cut"])
    assert all("Outlook" in one.detail for one in by_family["tnef_lie"] + by_family["tnef_noise"])
    for family in ("empty_part", "many_parts", "program_inside"):
        assert all("courriel" in one.detail for one in by_family[family]), family
    assert not [name for name in names if "/" in name or "\u202e" in name or ".." in name]
