"""Attacks by an address: another person's, an ended one, a conflict declared since, a role lost, hostile input.

Each refusal has its twin: the rightful program does pass, in the same set-up.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from egide.kernel.dossiers.models import Dossier
from egide.kernel.editing import scratch
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.records.holds import place_hold
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Membership
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, SignIn
from tests.interfaces.webdav.conftest import FIRST, SECOND, Opened, Program, versions

METHODS = (
    "OPTIONS",
    "GET",
    "HEAD",
    "PROPFIND",
    "PUT",
    "DELETE",
    "PROPPATCH",
    "LOCK",
    "UNLOCK",
    "MKCOL",
    "COPY",
    "MOVE",
)
BOMB = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<D:propfind xmlns:D="DAV:"><D:prop><x>&c;</x></D:prop></D:propfind>"""


def statuses(program: Program) -> set[int]:
    return {program.ask(method, HTTP_DEPTH="0").status_code for method in METHODS}


def test_an_unknown_or_malformed_address_is_nowhere(word: Program) -> None:
    assert word.read() == FIRST
    for forged in (
        "x",
        word.secret[:-1],
        word.secret[:-1] + ("A" if word.secret[-1] != "A" else "B"),
        "A" * 43,
    ):
        word.secret = forged
        assert word.ask("GET").status_code == 404


def test_guessing_is_slowed(word: Program) -> None:
    word.secret = "A" * 43
    assert [word.ask("GET").status_code for _ in range(31)][-1] == 429


def test_an_ended_address_opens_nothing(word: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    assert word.read() == FIRST
    monkeypatch.setattr(timezone, "now", lambda: CLOCK + timedelta(hours=8, seconds=1))

    assert statuses(word) == {404}


def test_a_conflict_declared_since_closes_it(word: Program, dossier: Dossier, cast: Cast) -> None:
    assert word.read() == FIRST
    with acting_as(cast.actor("nadia")) as nadia:
        declare_conflict(actor=nadia, dossier=dossier, reason="Une parente.", now=CLOCK)

    assert statuses(word) == {404}
    assert len(versions(dossier)) == 1


def test_a_role_that_ended_closes_it(word: Program, cast: Cast) -> None:
    with as_owner():
        Membership.objects.filter(user=cast.user("nadia")).update(until=CLOCK.date())

    assert statuses(word) == {404}


def test_an_account_that_was_closed_closes_it(word: Program, cast: Cast) -> None:
    with as_owner():
        type(cast.user("nadia")).objects.filter(pk=cast.user("nadia").pk).update(is_active=False)

    assert statuses(word) == {404}


def test_an_address_reaches_its_own_document_and_no_other_room(
    word: Program, opened: Opened, dossier: Dossier
) -> None:
    other = opened("marc")
    assert word.ask("PUT", "essai/secret.txt", SECOND).status_code == 201
    assert word.read("essai/secret.txt") == SECOND

    assert other.ask("GET", "essai/secret.txt").status_code == 404
    assert word.ask("GET", f"{dossier.number}/2 - Autre.txt").status_code == 404
    assert word.ask("PUT", "INT-2026-00099/x.txt", SECOND).status_code == 409
    assert word.ask("PUT", "x.txt", SECOND).status_code == 403
    assert word.ask("DELETE", f"{dossier.number}/").status_code == 403
    stolen = f"http://testserver/dav/{other.secret}/essai/vol.txt"
    assert word.ask("COPY", HTTP_DESTINATION=stolen).status_code == 502


@pytest.mark.parametrize(("who", "status"), [("marc", 200), ("helene", 403), ("claire", 404)])
def test_only_who_may_add_to_the_dossier_gets_an_address(
    word: Program, dossier: Dossier, sign_in: SignIn, who: str, status: int
) -> None:
    url = f"/dossiers/{dossier.number}/documents/1/modifier/"

    assert sign_in(who).post(url, {"version": dossier.version}).status_code == status


def test_a_held_dossier_loses_nothing_by_an_address(word: Program, dossier: Dossier, cast: Cast) -> None:
    with acting_as(cast.actor("rene")):
        place_hold(dossier=dossier, reason="Litige.", actor_code="staff:1", now=CLOCK)
    assert word.ask("PUT", "essai/a.txt", SECOND).status_code == 201

    assert word.ask("DELETE").status_code == 204
    assert word.ask("DELETE", "essai/a.txt").status_code == 204
    assert word.ask("PUT", body=SECOND).status_code == 201
    assert len(versions(dossier)) == 2


@pytest.mark.parametrize("body", [BOMB, b"<pas du xml", b"<a>" * 5_000])
@pytest.mark.parametrize("method", ["PROPFIND", "PROPPATCH", "LOCK"])
def test_xml_that_hides_something_is_refused(word: Program, method: str, body: bytes) -> None:
    assert word.ask(method, body=body, content_type="text/xml").status_code == 400


def test_a_body_too_long_for_words_is_refused(word: Program) -> None:
    assert word.ask("PROPFIND", body=b" " * 70_000).status_code == 413


@pytest.mark.parametrize(
    "name", ["%00.txt", "a%0Ab.txt", "..%2F..%2Fetc", "%E2%80%AEexe.txt", "a" * 300, "..", "a%2F%2Fb"]
)
def test_a_hostile_name_makes_nothing(word: Program, name: str) -> None:
    assert word.ask("PUT", f"essai/{name}", SECOND).status_code in (400, 403, 404, 405, 409)
    assert word.ask("PUT", "essai/Été d’hiver.txt", SECOND).status_code == 201


def test_the_scratch_room_is_bounded_in_number_depth_and_weight(
    word: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scratch, "MOST_ENTRIES", 4)
    monkeypatch.setattr(scratch, "DEEPEST", 2)
    monkeypatch.setattr(scratch, "MOST_BYTES", 40)
    assert word.ask("MKCOL", "essai/a/").status_code == 201
    assert word.ask("MKCOL", "essai/a/b/").status_code == 201

    assert word.ask("MKCOL", "essai/a/b/c/").status_code == 507
    assert word.ask("PUT", "essai/lourd.txt", b"x" * 41).status_code == 507
    assert word.ask("PUT", "essai/1.txt", SECOND).status_code == 201
    assert word.ask("PUT", "essai/2.txt", SECOND).status_code == 201
    assert word.ask("PUT", "essai/3.txt", SECOND).status_code == 507


def test_all_that_stands_is_listed_in_as_many_statements_as_one_file(word: Program) -> None:
    counts = []
    for n in range(3):
        word.ask("MKCOL", f"essai/{n}/")
        word.ask("PUT", f"essai/{n}/x.txt", SECOND + bytes([65 + n]))
        with CaptureQueriesContext(connection) as sent:
            assert word.ask("PROPFIND", "", HTTP_DEPTH="infinity").status_code == 207
        counts.append(len(sent))
    assert len(set(counts)) == 1
