"""Every form of the house, as someone who may reach it, with every field hostile: a sentence, never a 500.

Fields are read from the pages themselves: a new form is attacked without an edit here. Nothing is kept: each
attack runs in a transaction that is undone, its deferred constraints checked first.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.kernel.parties.models import Party
from egide.kernel.passes.actions import issue_pass
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW
from tests.database import as_owner
from tests.walls.addresses import named, paged
from tests.walls.house import House, client_of, elevated_client
from tests.walls.matrix_lines import AUDIENCES, LINES
from tests.walls.test_matrix import Scene, scene

__all__ = ["scene"]

FIELD = re.compile(r"<(?:input|select|textarea|button)\b[^>]*\bname=\"([^\"]+)\"[^>]*>")
OPTION = re.compile(r"<(?:input\b[^>]*type=\"(?:radio|checkbox)\"|option)\b[^>]*\bvalue=\"([^\"]*)\"")
# Sent as they are in the body of the form: encoded where the bytes are no UTF-8. The long ones are not: undoing
# half a megabyte of percent signs took a quarter of the whole file's time.
NASTY = {
    "nul": "a%00b",
    "controls": quote_plus("\u202e\x07\x1b[31m\ufffe\U0001f600\r\nBcc: x@y.example\r\n\u0301\u0301"),
    "markup": quote_plus('<script>alert(1)</script>\'"{{7*7}}{% debug %}#read("/etc/passwd")\\$x$@a<b>'),
    "long": "x" * 100_000,
    "long_words": "é+" * 60_000,
    "bytes": "%FF%FE%ED%A0%80%C0%AF",
    "huge_number": "9" * 40,
    "negative": "-1",
    "digits": quote_plus("٣٢²"),
    "first_day": "0001-01-01",
    "last_day": "9999-12-31",
    "no_day": "2026-02-30",
    "uuid": "00000000-0000-0000-0000-000000000000",
    "one": "1",
    "empty": "",
}
VALUES, TURNS = tuple(NASTY.values()), 4
HOSTILE_NAME = "../../\u202efdp\r\nX-Evil: 1.exe"


def _reachable() -> Iterator[tuple[str, str]]:
    """Will give (page, person) for each page that takes a POST: the first of each audience whom it lets through."""
    for (name, method), line in LINES.items():
        if method != "POST":
            continue
        people = [p[0] for audience, p in AUDIENCES.items() if line.expected[audience] in (303, 400, 422)]
        if name.startswith("administration:"):
            yield name, "elevated"
        elif name.startswith(("public:follow_up_", "public:answer")) and name != "public:follow_up_lost":
            yield name, "bearer"
        else:
            yield name, people[-1] if people else "bruno"


REACHABLE = tuple(_reachable())


@pytest.fixture(scope="module")
def clients(scene: Scene, house: House) -> dict[str, Client]:
    """Everybody's browser, an administrator during an elevation, and the bearer of a link."""
    elevated, bearer = elevated_client(house, "irene"), client_of(None)
    with acting_as(house.actor("office")):
        person = Party.objects.get(dossier_id=scene.dossier.pk, role="requester")
        issued = issue_pass(
            dossier=scene.dossier, party=person, purpose="follow_up", actor_code="staff:1", now=NOW
        )
    assert bearer.get(issued.url_path).status_code == 303
    known = dict(scene.clients) | {"elevated": elevated, "bearer": bearer}
    for client in known.values():
        client.raise_request_exception = False
    return known


@dataclass(frozen=True)
class Form:
    """What a page shows of its form: the names of the fields, the values that its choices offer."""

    names: set[str]
    offered: set[str]
    takes_files: bool  # or nobody knows: the page is not shown to this person


def form_of(client: Client, url: str) -> Form:
    """Will read the form of a page."""
    response = client.get(url)
    text = "" if response.streaming else response.content.decode("utf-8", "replace")
    response.close()
    offered = {html.unescape(value) for value in OPTION.findall(text)}
    return Form(set(FIELD.findall(text)), offered, response.status_code != 200 or 'type="file"' in text)


def attack(client: Client, url: str, body: str) -> tuple[int, str]:
    """Will send a form, check the deferred constraints, undo everything, and return the status and what failed."""
    with transaction.atomic():
        response = client.generic("POST", url, body, content_type="application/x-www-form-urlencoded")
        failed = getattr(response, "exc_info", None)
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("set constraints all immediate")
        transaction.set_rollback(True)
    response.close()  # not before: in the transaction, Django would close the connection too, and judge nothing
    return response.status_code, repr(failed[1])[:300] if failed and response.status_code >= 500 else ""


@pytest.mark.parametrize(("name", "person"), REACHABLE)
def test_hostile_values_in_every_field_meet_a_sentence(
    scene: Scene, clients: dict[str, Client], name: str, person: str
) -> None:
    """Each field gets another value at each turn, and the same field of the next form the next value.

    Four turns of fifteen values for each form: most fields stand in several forms, and what reads a date, a number, a
    person or a choice is the same code in all of them, whose values are tried one by one beside it (tests/interfaces/
    staff/test_hostile.py, tests/interfaces/public/test_hostile_input.py).
    """
    cache.clear()
    client, url = clients[person], scene.url(name)
    form, rank = form_of(client, url), REACHABLE.index((name, person))
    names, offered = form.names | common_names(), form.offered
    with as_owner():
        version = Dossier.objects.get(pk=scene.dossier.pk).version
        edited = Letter.objects.filter(dossier_id=scene.dossier.pk).first()
    seen = quote_plus(edited.edited_at.isoformat()) if edited else ""
    fields = sorted(names - {"version", "csrfmiddlewaretoken"})
    broken = []
    for turn in range(TURNS):
        # At odd turns honest choices open the way to what lies behind.
        pairs = [f"{field}={VALUES[(4 * turn + n + rank) % len(VALUES)]}" for n, field in enumerate(fields)]
        if turn % 2:
            pairs = [pair for pair in pairs if pair.partition("=")[0] not in CHOSEN]
            pairs += [f"{field}={quote_plus(some)}" for field in CHOSEN for some in sorted(offered)[:12]]
        pairs += [f"version={version}", f"seen={seen}", f"edited={seen}"]
        status, failed = attack(client, url, "&".join(pairs))
        cache.clear()
        if status >= 500:
            broken.append((turn, status, failed))

    assert broken == []


CHOSEN = ("choice", "person", "order", "unit", "role", "decision", "outcome", "nature", "theme", "body", "medium",
          "channel", "site", "delivery", "party", "kept", "absorbed", "to", "what", "act", "to_whom")  # fmt: skip


def common_names() -> set[str]:
    """Will return names that no page shows to whoever may not use them."""
    return {
        "reason", "text", "comment", "email", "name", "due_on", "since", "until", "last_day", "number", "numbers",
        "rank", "documents", "files", "form_key", "next", "suite", "user", "act",
    }  # fmt: skip


@pytest.mark.parametrize(("name", "person"), REACHABLE)
def test_hostile_files_meet_a_sentence(
    scene: Scene, clients: dict[str, Client], name: str, person: str
) -> None:
    """Each content where the page takes files, or is not shown; elsewhere, where nobody reads them, one in turn."""
    cache.clear()
    client, url = clients[person], scene.url(name)
    with as_owner():
        version = str(Dossier.objects.get(pk=scene.dossier.pk).version)
    form, rank = form_of(client, url), REACHABLE.index((name, person))
    names, contents = form.names, CONTENTS if form.takes_files else (CONTENTS[rank % len(CONTENTS)],)
    broken = []
    for content in contents:
        data: dict[str, Any] = dict.fromkeys(names, "Bonjour") | {"version": version}
        for field in {"file", "files", "pieces", "message", "eml", "upload", "document"} | {
            n for n in names if "file" in n
        }:
            data[field] = SimpleUploadedFile(HOSTILE_NAME, content, content_type="message/rfc822\r\nX: y")
            data[field].name = HOSTILE_NAME
        with transaction.atomic():
            response = client.post(url, data)
            failed = getattr(response, "exc_info", None)
            transaction.set_rollback(True)
        response.close()
        if response.status_code >= 500 and response.status_code != 503:
            broken.append((content[:8], response.status_code, repr(failed)[:400]))

    assert broken == []


# Headers folded over a lie, a name that climbs, an address that adds a header, a part inside a part, no end.
MESSAGE = (
    b"From: =?utf-8?q?=0D=0ABcc=3A_x=40y.example?= <a@b.example>\r\nSubject: =?utf-8?b?AA0KQmNjOiB4?=\r\n"
    b"Date: Mon, 99 Foo 0000 99:99:99 +9999\r\nMessage-ID: <\x00>\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset="utf-42"\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\n!!!not base64!!!\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n"
    b'Subject: inner\r\n\r\n--x\r\nContent-Disposition: attachment; filename="../../../etc/passwd\x00.pdf"\r\n'
    b"Content-Type: application/pdf\r\n\r\n%PDF-\r\n"
)
CONTENTS = (b"", b"PK\x03\x04" + bytes(30), b"%PDF-1.7\n\xff\xfe", MESSAGE)


QUERIES = ("annee", "avant", "apres", "demande", "faire", "fait", "fini", "jour", "piece", "q", "quitte", "r", "suite",
           "vue", "page", "etat", "tri", "role", "de", "ordre")  # fmt: skip

SHORT = tuple(value for value in VALUES if len(value) < 4000)


def test_hostile_words_in_every_address_meet_a_page(scene: Scene, clients: dict[str, Client]) -> None:
    """Each word with another value at the next address, so that it meets all of them in the code that pages share.

    What lists and searches read is tried value by value in tests/interfaces/staff/test_hostile.py.
    """
    broken = []
    who = {"administration": "elevated", "staff": "bruno", "public": "bearer"}
    for turn, address in enumerate(paged()):
        assert address.page is not None
        if "GET" not in address.page.methods:
            continue
        client = clients[who.get(address.name.partition(":")[0], "")]
        query = "&".join(f"{name}={SHORT[(turn + n) % len(SHORT)]}" for n, name in enumerate(QUERIES))
        response = client.get(f"{scene.url(address.name)}?{query}")
        if response.status_code >= 500:
            broken.append((address.name, turn, repr(getattr(response, "exc_info", None))[:300]))
        text = "" if response.streaming else response.content.decode("utf-8", "replace")
        if "<script>alert" in text:
            broken.append((address.name, turn, "script"))
        response.close()

    assert broken == []


ARGUMENTS = ("INT-2026-99999999999999999999", "‮", "%00", "a" * 300, "..%2F..%2Fetc", "9" * 30)


def test_hostile_arguments_in_every_address_meet_a_page(scene: Scene, clients: dict[str, Client]) -> None:
    """Each value in each kind of argument, and two of them in each argument of each address, in turn.

    An argument is judged by its kind: by the pattern, then by whoever looks it up.
    """
    cache.clear()
    broken = []
    met: Counter[str] = Counter()
    for address in paged():
        honest, known = scene.url(address.name), _arguments(scene, address.name)
        assert honest == reverse(address.name, kwargs=known)
        for argument in address.arguments:
            first = 2 * met[argument] % len(ARGUMENTS)
            tried = ARGUMENTS if met[argument] < 3 else ARGUMENTS[first : first + 2]
            met[argument] += 1
            for nasty in tried:
                swapped = honest.replace(str(known[argument]), quote_plus(nasty, safe="%"))
                response = clients["bruno"].get(swapped)
                response.close()
                if response.status_code >= 500:
                    broken.append((address.name, argument, nasty, response.status_code))

    assert met["number"] > 100
    assert broken == []


def _arguments(scene: Scene, name: str) -> dict[str, Any]:
    known = scene.known
    return {argument: known[argument] for argument in named(name).arguments}
