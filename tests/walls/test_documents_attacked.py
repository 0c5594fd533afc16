"""What was tried against uploads, the scanner's folder, the reader, filings, paper, digitisation and the schedule.

Each test is an attack that worked once; what always held is tested beside each screen.
"""

import base64
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from egide.kernel.dossiers.models import Dossier
from egide.kernel.scans import folder, taking
from egide.platform.accounts.actors import service
from tests.cast import NOW, Cast, seed_office
from tests.interfaces.staff.conftest import CLOCK, client_of, opened
from tests.kernel.digitisation.test_life import Bench
from tests.kernel.scene import Scene, open_scene

TUS: dict[str, Any] = {"HTTP_TUS_RESUMABLE": "1.0.0"}
OCTETS = "application/offset+octet-stream"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The house's clock stands at CLOCK."""
    monkeypatch.setattr(timezone, "now", lambda: CLOCK)


@pytest.fixture
def cast(db: None) -> Cast:
    """The small Office."""
    return seed_office()


@pytest.fixture
def nadia(cast: Cast) -> Client:
    """An analyst, signed in."""
    return client_of(cast.user("nadia"))


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    """Nadia's dossier."""
    return opened(cast)


# --- Files sent in parts ---


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_UPLOAD_METADATA": "filename \xe9\xe8"},
        {"HTTP_UPLOAD_METADATA": "filename \xb2"},
        {"HTTP_UPLOAD_LENGTH": "\xb2\xb3"},
        {"HTTP_UPLOAD_METADATA": "filename " + base64.b64encode(b"a\x00b").decode() + ",title " + base64.b64encode(b"\x00").decode()},
        {"HTTP_X_HTTP_METHOD_OVERRIDE": "\xe9"},
    ],
)
def test_a_header_that_is_no_ascii_meets_a_sentence(nadia: Client, dossier: Dossier, headers: dict[str, str], settings: Settings, tmp_path: Path) -> None:
    settings.UPLOAD_SPOOL = str(tmp_path)
    answer = nadia.post(f"/envois/vers/{dossier.number}/", content_type=OCTETS, **({"HTTP_UPLOAD_LENGTH": "10"} | TUS | headers))
    assert answer.status_code < 500
    url = nadia.post(f"/envois/vers/{dossier.number}/", content_type=OCTETS, HTTP_UPLOAD_LENGTH="10", **TUS).headers["Location"]
    for more in ({"HTTP_UPLOAD_CHECKSUM": "sha256 \xe9\xe9"}, {"HTTP_UPLOAD_CHECKSUM": "\xe9"}, {"HTTP_UPLOAD_OFFSET": "\xb2"}, {"CONTENT_LENGTH": "-5"}, {"CONTENT_LENGTH": "x"}, {"HTTP_UPLOAD_OFFSET": "9"}):
        sent = {"HTTP_UPLOAD_OFFSET": "0"} | TUS | more
        assert nadia.patch(url, b"abc", content_type=OCTETS, **sent).status_code < 500, more


@pytest.mark.parametrize("address", [
    "/archives/papier/boites/BTE%00/", "/archives/papier/tablettes/%00/", "/archives/papier/prets/%00/1/", "/archives/papier/prets/INT-2026-00001/99999999999999999999/",
    "/archives/papier/verifications/99999999999999999999999/",
    "/archives/papier/?apres=%00&q=%00&voir=%00", "/archives/papier/?voir=prets&apres=%00.1","/archives/papier/?voir=prets&apres=a.%D9%A3","/archives/papier/?voir=prets&apres=a.²",
    "/archives/numerisation/lots/%00/", "/archives/numerisation/?apres=%00&voir=%00", "/archives/numerisation/lots/x/pieces/999999999999999999999/image/",
    "/archives/numeriseur/?etat=%00", "/archives/numeriseur/feuille/?copies=%C2%B2", "/archives/numeriseur/feuille/?copies=-1",
    "/archives/plan/?q=%00&classe=%00", "/archives/plan/%00/", "/archives/plan/classes/%00/", "/archives/calendrier/%00/", "/archives/calendrier/999999999999999999999999/", "/archives/plan/999999999999999999999999/",
    "/recherche/?q=a&classe=%00", "/recherche/?q=a&page=%00&classe=%27", "/recherche/?q=a&place=%00", "/recherche/?q=a&ordre=%00&unite=%00&format=%00&depuis=%00&tri=%00&genre=%00&apres=%00&pages=²",
])
def test_hostile_addresses(cast: Cast, address: str) -> None:
    for who in ("bruno", "sylvie"):
        try:
            client = client_of(cast.user(who))
        except Exception:
            continue
        assert client.get(address).status_code < 500


# --- The scanner's folder ---


@pytest.fixture
def home(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cast: Cast) -> Path:
    """The scanner's folder, with those of two units; its files are judged still at once."""
    settings.SCAN_FOLDER = str(tmp_path / "scans")
    monkeypatch.setattr(folder, "STILL", -(10**9))
    for unit in ("interventions", "commission"):
        (tmp_path / "scans" / unit).mkdir(parents=True)
    return tmp_path / "scans"


def test_many_hidden_files_do_not_starve(home: Path) -> None:
    for n in range(60):
        (home / "interventions" / f".x{n}").write_text("x")
    (home / "interventions" / "lettre.txt").write_text("x")
    taking.take_all(actor=service("scheduler"), now=NOW)
    assert (home / "interventions" / "refused" / "lettre.txt").exists()


def test_long_name(home: Path) -> None:
    (home / "interventions" / ("é" * 127)).write_text("x")
    (home / ("é" * 127)).write_text("x")
    (home / "interventions" / "lettre.txt").write_text("x")
    taking.take_all(actor=service("scheduler"), now=NOW)
    assert (home / "interventions" / "refused" / "lettre.txt").exists()


def test_refused_is_a_file(home: Path) -> None:
    (home / "refused").write_text("x")
    (home / "interventions" / "lettre.txt").write_text("x")
    taking.take_all(actor=service("scheduler"), now=NOW)
    assert (home / "interventions" / "refused" / "lettre.txt").exists()


@pytest.mark.parametrize("name", ["refused", ".egide"])
def test_symlinked_rooms(home: Path, tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / f"{'0' * 32}-secret.txt").write_text("secret")
    (home / "interventions" / name).symlink_to(elsewhere)
    (home / "interventions" / "lettre.txt").write_text("x")
    taking.take_all(actor=service("scheduler"), now=NOW)
    assert sorted(os.listdir(elsewhere)) == [f"{'0' * 32}-secret.txt"]


def test_fifo(home: Path) -> None:
    (home / "interventions" / ".egide").mkdir()
    os.mkfifo(home / "interventions" / ".egide" / f"{'0' * 32}-a.pdf")
    (home / "interventions" / "lettre.txt").write_text("x")
    taking.take_all(actor=service("scheduler"), now=NOW)
    assert (home / "interventions" / "refused" / "lettre.txt").exists()


# --- Digitisation, paper, schedule, scans (probes) ---
from datetime import timedelta

from egide.kernel.digitisation import actions as digit
from egide.kernel.digitisation.models import Item, Risk
from egide.kernel.documents.actions import add_version
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.notices.models import Notice
from egide.kernel.paper import lending
from egide.kernel.paper.models import Loan
from egide.kernel.records.holds import place_hold
from egide.kernel.records.schedule_writing import (
    Approval,
    approve_schedule,
    begin_schedule,
    keep_rule,
    submit_schedule,
)
from egide.kernel.records.plan_writing import adopt_plan, begin_plan, remove_class
from egide.kernel.scans import filing
from egide.kernel.scans.models import ScannedPiece
from egide.platform.accounts.acting import acting_as
from egide.platform.errors.failures import Refused
from tests.cast import TODAY
from tests.database import as_owner


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return open_scene(cast)


def test_a_conflict_does_not_open_what_a_hold_keeps_closed(scene: Scene) -> None:
    bench = Bench(scene)
    bench.to_attested()
    bench.act("bruno", lambda lot: digit.quarantine(lot=lot, days=1, now=NOW))
    bench.now += timedelta(days=2)
    scene.act("rene", lambda a, d: place_hold(dossier=d, reason="Litige.", actor_code=a.code, now=NOW)) if False else None
    scene.act("marc", lambda a, d: declare_conflict(actor=a, dossier=d, reason="x", now=NOW))
    with pytest.raises(Refused, match="fermé"):
        bench.act("marc", lambda lot: digit.authorise(lot=lot, words="", now=bench.now))


def test_swap_after_draw(scene: Scene) -> None:
    bench = Bench(scene)
    bench.plan(parts=10)
    bench.step("bruno", "prepare")
    bench.attach()
    bench.scan()
    with acting_as(scene.cast.actor("bruno")) as bruno:
        item = Item.objects.filter(sampled=False).select_related("version__document", "dossier", "lot__compartment").first()
        assert item is not None and item.version is not None
        document = item.version.document
        add_version(document=document, dossier=item.dossier, stream=[b"autre"], file_name="a.txt", actor_code=bruno.code, now=NOW)
        digit.attach(lot=item.lot, item=item, document=document, pages=2)
    bench.judge()
    with as_owner():
        assert not Item.objects.filter(verdict="waiting", pk=item.pk).exists()


def test_typed_pages(scene: Scene) -> None:
    bench = Bench(scene)
    bench.plan()
    bench.step("bruno", "prepare")
    bench.attach()
    with as_owner():
        DocumentVersion.objects.update(pages=1)
    with acting_as(scene.cast.actor("bruno")):
        item = Item.objects.select_related("version__document", "lot__compartment").get()
        with pytest.raises(Refused, match="compte 1 page"):
            digit.attach(lot=item.lot, item=item, document=item.version.document, pages=2)


def test_recall(scene: Scene) -> None:
    from tests.kernel.paper.test_paper import part
    nadia, bruno = scene.cast.user("nadia"), scene.cast.user("bruno")
    scene.act("bruno", lambda a, d: lending.lend(part=part(d), borrower=nadia, due_on=TODAY + timedelta(days=9), actor_code=a.code, now=NOW))
    scene.act("nadia", lambda a, d: declare_conflict(actor=a, dossier=d, reason="x", now=NOW))
    with acting_as(service("scheduler")):
        lending.remind_of_loans.function(now=NOW)
        assert Notice.objects.filter(user=bruno, code="paper.recall").exists()
        assert not Notice.objects.filter(user=nadia, code__startswith="paper.").exists()
    def prolong(a, d):
        with pytest.raises(Refused, match="ne peut plus lire"):
            lending.prolong(loan=Loan.objects.select_related("borrower", "dossier").get(), due_on=TODAY + timedelta(days=20), now=NOW)
    scene.act("bruno", prolong)


def test_hands(scene: Scene) -> None:
    from tests.kernel.records.making import changed, loaded, rule
    loaded(now=NOW)
    with acting_as(scene.cast.actor("rene")) as rene:
        made = begin_schedule(actor=rene, reference="", note="", now=NOW)
    with acting_as(scene.cast.actor("marc")) as marc:
        keep_rule(actor=marc, schedule=made, text=changed(rule("6200")), known="6200", now=NOW)
        submit_schedule(actor=marc, schedule=made, signed_as="M", now=NOW)
        with pytest.raises(Refused, match="celles qui ont"):
            approve_schedule(actor=marc, schedule=made, approval=Approval(number="1", approved_on=TODAY, effective_on=TODAY, signed_as=""), now=NOW)


def test_filed_piece_of_another_reach(cast: Cast, dossier: Dossier, scene: Scene) -> None:
    """Amélie? Someone of the unit who may not read the dossier."""
    from tests.interfaces.staff.test_scanner import scanned
    piece, = scanned("secretariat", 1)
    bruno, amelie = client_of(cast.user("bruno")), client_of(cast.user("amelie"))
    assert amelie.get(f"/archives/numeriseur/{piece}/fichier/").status_code == 200
    assert bruno.post("/archives/numeriseur/", {"piece": [str(piece)], "number": dossier.number, "do": "file"}).status_code == 303
    print(amelie.get(f"/dossiers/{dossier.number}/").status_code)
    for what in ("fichier", "apercu"):
        answer = bruno.get(f"/archives/numeriseur/{piece}/{what}/")
        assert answer.status_code == 302 and f"/dossiers/{dossier.number}/documents/1/v1/" in answer["Location"]
        assert amelie.get(f"/archives/numeriseur/{piece}/{what}/").status_code == 404
    assert "Lettre 1" in bruno.get("/archives/numeriseur/?etat=versees").text
    assert "Lettre 1" not in amelie.get("/archives/numeriseur/?etat=versees").text
