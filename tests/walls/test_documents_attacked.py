"""What was tried against uploads, the scanner's folder, paper, digitisation and the schedule, and worked once.

What always held is tested beside each screen.
"""

import base64
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from egide.kernel.digitisation import actions as digitising
from egide.kernel.digitisation.models import Item, Lot, Verdict
from egide.kernel.documents.actions import add_version
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.notices.models import Notice
from egide.kernel.paper import lending
from egide.kernel.paper.models import Loan
from egide.kernel.records.models import Plan, Schedule
from egide.kernel.records.plan_writing import adopt_plan, begin_plan, remove_class
from egide.kernel.records.schedule_writing import (
    Approval,
    approve_schedule,
    begin_schedule,
    keep_rule,
    submit_schedule,
)
from egide.kernel.scans import folder, taking
from egide.kernel.scans.models import ScannedBatch, ScannedPiece
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.errors.failures import Refused
from egide.platform.reading import reader
from tests.cast import NOW, TODAY, Cast, seed_office
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, client_of, opened
from tests.interfaces.staff.test_handing_over import send
from tests.interfaces.staff.test_handing_over_leftovers import left_of
from tests.interfaces.staff.test_scanner import scanned
from tests.kernel.digitisation.test_life import Bench
from tests.kernel.paper.test_paper import part
from tests.kernel.records.making import changed, loaded, rule
from tests.kernel.scene import Scene, open_scene

TUS: dict[str, Any] = {
    "HTTP_TUS_RESUMABLE": "1.0.0",
    "HTTP_UPLOAD_LENGTH": "10",
    "content_type": "application/offset+octet-stream",
}


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


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """Élise's dossier, just opened."""
    return open_scene(cast)


# --- Files sent in parts ------------------------------------------------------------------------------------
NUL = base64.b64encode(b"a\x00b").decode()
ANNOUNCED = (
    {"HTTP_UPLOAD_METADATA": "filename \xe9\xb2"},
    {"HTTP_UPLOAD_METADATA": f"filename {NUL},title {NUL},fingerprint {NUL}"},
    {"HTTP_UPLOAD_LENGTH": "\xb2\xb3"},
    {"HTTP_UPLOAD_LENGTH": "-1"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "\xe9"},
)
SENT = (
    {"HTTP_UPLOAD_CHECKSUM": "sha256 \xe9\xe9"},
    {"HTTP_UPLOAD_CHECKSUM": "\xe9"},
    {"HTTP_UPLOAD_OFFSET": "\xb2"},
    {"CONTENT_LENGTH": "x"},
    {"CONTENT_LENGTH": "-5"},
)


def test_a_header_that_is_no_ascii_nor_a_number_meets_a_sentence(
    nadia: Client, dossier: Dossier, settings: Settings, tmp_path: Path
) -> None:
    settings.UPLOAD_SPOOL = str(tmp_path)
    here = f"/envois/vers/{dossier.number}/"
    for headers in ANNOUNCED:
        assert nadia.post(here, **(TUS | headers)).status_code < 500, headers
    url = nadia.post(here, **TUS).headers["Location"]

    for headers in SENT:
        answer = nadia.patch(url, b"abc", **({"HTTP_UPLOAD_OFFSET": "0"} | TUS | headers))
        assert answer.status_code == 400, headers


ADDRESSES = (
    "papier/boites/BTE%00/", "papier/tablettes/%00/", "papier/prets/%00/1/", "papier/prets/INT/99999999999999999999/",
    "papier/verifications/99999999999999999999/", "papier/?apres=%00&q=%00&voir=%00", "papier/?voir=prets&apres=%00.²",
    "numerisation/lots/%00/", "numerisation/?apres=%00&voir=%00", "numerisation/lots/x/pieces/99999999999999999999/image/",  # noqa: E501
    "numeriseur/?etat=%00", "numeriseur/feuille/?copies=%C2%B2", "numeriseur/feuille/?copies=-1",
    "plan/99999999999999999999/", "plan/1/classe/%00/", "calendrier/99999999999999999999/effets/",
    "calendrier/1/regle/%00/", "calendrier/1/comparer/99999999999999999999/",
)  # fmt: skip


def test_hostile_words_in_the_addresses_of_the_records_office_meet_a_page(cast: Cast) -> None:
    for who in ("bruno", "rene"):
        client = client_of(cast.user(who))
        assert [a for a in ADDRESSES if client.get(f"/archives/{a}").status_code >= 500] == []


# --- The scanner's folder -----------------------------------------------------------------------------------
@pytest.fixture
def home(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cast: Cast) -> Path:
    """The folder of one unit, with a file that is no scan: once it is set apart, the round reached it."""
    settings.SCAN_FOLDER = str(tmp_path / "scans")
    monkeypatch.setattr(folder, "STILL", -(10**9))
    here = tmp_path / "scans" / "interventions"
    here.mkdir(parents=True)
    (here / "lettre.txt").write_text("x")
    return here


def round_reached(home: Path) -> bool:
    """Will run a round, and tell whether it came to the usual file."""
    taking.take_all(actor=service("scheduler"), now=NOW)
    return (home / "refused" / "lettre.txt").exists()


def test_hidden_files_and_folders_starve_nobody(home: Path) -> None:
    for n in range(60):
        (home / f".tache{n}").touch()
        (home / f"a{n}").mkdir()

    assert round_reached(home)


def test_a_name_that_fills_the_disk_s_length_stops_nobody(home: Path) -> None:
    (home / ("é" * 127)).touch()
    (home.parent / ("é" * 127)).touch()

    assert round_reached(home)
    assert sorted(path.suffix for path in (home.parent / "refused").iterdir()) == ["", ".txt"]


def test_a_file_that_bears_the_name_of_our_folder_stops_nobody(home: Path) -> None:
    (home.parent / "refused").touch()

    assert round_reached(home)


@pytest.mark.parametrize("ours", [folder.REFUSED, folder.CLAIMED])
def test_a_link_in_place_of_our_folder_leads_nowhere(home: Path, tmp_path: Path, ours: str) -> None:
    elsewhere, kept = tmp_path / "elsewhere", f"{'0' * 32}-secret.pdf"
    elsewhere.mkdir()
    (elsewhere / kept).touch()
    (home / ours).symlink_to(elsewhere)

    round_reached(home)

    assert os.listdir(elsewhere) == [kept]


def test_a_pipe_does_not_hold_the_worker(home: Path) -> None:
    (home / folder.CLAIMED).mkdir()
    os.mkfifo(home / folder.CLAIMED / f"{'0' * 32}-a.pdf")

    assert round_reached(home)


def test_a_file_that_meets_a_defect_stops_nobody(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "a.pdf").write_bytes(b"%PDF-1.7")

    def defective(*args: object, **kwargs: object) -> None:
        raise KeyError("pages")

    monkeypatch.setattr(reader, "run", defective)

    assert round_reached(home)
    assert [path.name[-5:] for path in (home / folder.CLAIMED).iterdir()] == [
        "a.pdf"
    ]  # asked again next time


def test_a_filed_piece_is_read_where_its_dossier_is(cast: Cast, dossier: Dossier) -> None:
    (piece,) = scanned("secretariat", 1)
    bruno, amelie = client_of(cast.user("bruno")), client_of(cast.user("amelie"))
    here = "/archives/numeriseur/"
    assert amelie.get(f"{here}{piece}/fichier/").getvalue()  # it waits in the unit's folder

    bruno.post(here, {"piece": [str(piece)], "number": dossier.number, "do": "file"})

    assert amelie.get(f"/dossiers/{dossier.number}/").status_code == 404
    for what in ("fichier", "apercu"):
        # Through the dossier's own address, which the gate opens and the journal of reads sees.
        assert f"{dossier.number}/documents/1/v1/" in bruno.get(f"{here}{piece}/{what}/")["Location"]
        assert amelie.get(f"{here}{piece}/{what}/").status_code == 404
    assert "Lettre 1" in bruno.get(f"{here}?etat=versees").text
    assert "Lettre 1" not in amelie.get(f"{here}?etat=versees").text


def test_a_dossier_handed_over_leaves_no_sheet_nor_file_on_its_way(
    cast: Cast, dossier: Dossier, nadia: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.UPLOAD_SPOOL = str(tmp_path)
    (piece,) = scanned("interventions", 1)
    with as_owner():
        ScannedPiece.objects.update(words="Élise Tremblay se plaint")
    nadia.post("/archives/numeriseur/", {"piece": [str(piece)], "number": dossier.number, "do": "file"})
    name = base64.b64encode(b"Tremblay.txt").decode()
    url = nadia.post(
        f"/envois/vers/{dossier.number}/", **TUS | {"HTTP_UPLOAD_METADATA": f"filename {name}"}
    ).headers["Location"]
    assert {"scans_scannedpiece", "uploads_upload"} <= set(left_of(dossier))

    assert send(nadia, dossier) == 303

    assert left_of(dossier) == {}
    assert nadia.patch(url, b"abc", **({"HTTP_UPLOAD_OFFSET": "0"} | TUS)).status_code == 404
    with as_owner():
        assert ScannedBatch.objects.get().stored.is_destroyed
        assert ScannedPiece.objects.get().thumbnail is None


# --- Paper and digitisation ---------------------------------------------------------------------------------
def test_a_loan_to_someone_in_conflict_since_is_called_back(scene: Scene) -> None:
    nadia, bruno = scene.cast.user("nadia"), scene.cast.user("bruno")
    due = TODAY + timedelta(days=9)

    def lend(actor: Actor, dossier: Dossier) -> None:
        lending.lend(part=part(dossier), borrower=nadia, due_on=due, actor_code=actor.code, now=NOW)

    def prolong(actor: Actor, dossier: Dossier) -> None:
        loan = Loan.objects.select_related("borrower", "dossier").get()
        with pytest.raises(Refused, match="ne peut plus lire"):
            lending.prolong(loan=loan, due_on=due + timedelta(days=1), now=NOW)

    scene.act("bruno", lend)
    scene.act("nadia", lambda a, d: declare_conflict(actor=a, dossier=d, reason="Une amie.", now=NOW))
    scene.act("bruno", prolong)
    with acting_as(service("scheduler")):
        lending.remind_of_loans.function(now=NOW)
        told = Notice.objects.filter(code__startswith="paper.").values_list("user", "code")
        assert (bruno.pk, "paper.recall") in told
        assert nadia.pk not in {user for user, _ in told}


def test_a_conflict_does_not_open_what_a_guard_keeps_closed(scene: Scene) -> None:
    # Hidden rows would not be counted: neither the hold of the dossier, nor its loan, nor its picture to check.
    bench = Bench(scene)
    bench.to_attested()
    bench.act("bruno", lambda lot: digitising.quarantine(lot=lot, days=1, now=NOW))
    bench.now += timedelta(days=2)
    scene.act("marc", lambda a, d: declare_conflict(actor=a, dossier=d, reason="Un ami.", now=NOW))

    with pytest.raises(Refused, match="vous est fermé"):
        bench.act("marc", lambda lot: digitising.authorise(lot=lot, words="", now=bench.now))


def test_who_scanned_does_not_authorise_the_destruction(scene: Scene) -> None:
    bench = Bench(scene)
    bench.to_attested()
    bench.act("bruno", lambda lot: digitising.quarantine(lot=lot, days=1, now=NOW))
    bench.now += timedelta(days=2)
    with as_owner():
        Lot.objects.update(operator=scene.cast.user("marc"))

    with pytest.raises(Refused, match="a numérisé n’autorise pas"):
        bench.act("marc", lambda lot: digitising.authorise(lot=lot, words="", now=bench.now))
    with as_owner(), pytest.raises(IntegrityError, match="third_person"), transaction.atomic():
        Lot.objects.update(authoriser=scene.cast.user("marc"))


def test_paper_is_not_destroyed_before_it_was_authorised(scene: Scene) -> None:
    bench = Bench(scene)
    bench.to_attested()
    bench.act("bruno", lambda lot: digitising.quarantine(lot=lot, days=1, now=NOW))
    bench.now += timedelta(days=2)
    bench.act("marc", lambda lot: digitising.authorise(lot=lot, words="", now=bench.now))
    said: dict[str, Any] = {"on": TODAY, "method": "Déchiquetage", "witness": "J. Roy", "now": bench.now}

    with pytest.raises(Refused, match="antérieur"):
        bench.act("bruno", lambda lot: digitising.record_destruction(lot=lot, **said))


def test_a_picture_replaced_once_the_sample_is_known_is_checked(scene: Scene) -> None:
    bench = Bench(scene)
    bench.plan(parts=10)
    bench.step("bruno", "prepare")
    bench.attach()
    bench.scan()
    with acting_as(scene.cast.actor("bruno")) as bruno:
        rows = Item.objects.select_related("version__document", "dossier", "lot__compartment")
        item = rows.filter(sampled=False)[0]
        assert item.version is not None
        document = item.version.document
        add_version(
            document=document,
            dossier=item.dossier,
            stream=[b"autre"],
            file_name="a.txt",
            actor_code=bruno.code,
            now=NOW,
        )
        digitising.attach(lot=item.lot, item=item, document=document, pages=2)

    bench.judge()

    with as_owner():
        assert Item.objects.get(pk=item.pk).verdict == Verdict.ACCEPTED


def test_a_count_of_pages_typed_over_the_one_that_was_read_is_refused(scene: Scene) -> None:
    bench = Bench(scene)
    bench.plan()
    bench.step("bruno", "prepare")
    bench.attach()
    with as_owner():
        DocumentVersion.objects.update(pages=1)

    with acting_as(scene.cast.actor("bruno")):
        item = Item.objects.select_related("version__document", "lot__compartment").get()
        assert item.version is not None
        with pytest.raises(Refused, match="y compte 1"):
            digitising.attach(lot=item.lot, item=item, document=item.version.document, pages=2)


# --- Scheme and schedule ------------------------------------------------------------------------------------
def test_whoever_wrote_some_of_a_version_does_not_approve_it(cast: Cast) -> None:
    loaded(now=NOW)
    approval = Approval(number="2026-1", approved_on=TODAY, effective_on=TODAY, signed_as="Marc Gagnon")
    with acting_as(cast.actor("rene")) as rene:
        schedule = begin_schedule(actor=rene, reference="", note="", now=NOW)
        plan = begin_plan(actor=rene, note="", now=NOW)
    with acting_as(cast.actor("marc")) as marc:
        keep_rule(actor=marc, schedule=schedule, text=changed(rule("6200")), known="6200", now=NOW)
        remove_class(actor=marc, plan=plan, code=plan.classes.order_by("-level")[0].code, now=NOW)
        submit_schedule(actor=marc, schedule=schedule, signed_as="Marc Gagnon", now=NOW)

        with pytest.raises(Refused, match="celles qui ont écrit"):
            approve_schedule(actor=marc, schedule=schedule, approval=approval, now=NOW)
        with pytest.raises(Refused, match="celles qui l’ont écrit"):
            adopt_plan(actor=marc, plan=plan, effective_on=TODAY, signed_as="Marc Gagnon", now=NOW)
    adopted = {"approved_by": marc.code, "approved_at": NOW, "effective_on": TODAY}
    with as_owner():
        with pytest.raises(IntegrityError, match="another_hand"), transaction.atomic():
            Schedule.objects.filter(pk=schedule.pk).update(state="approved", approved_on=TODAY, **adopted)
        with pytest.raises(IntegrityError, match="another_hand"), transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(state="in_force", **adopted)


def test_a_mistyped_year_does_not_close_every_later_version(cast: Cast) -> None:
    loaded(now=NOW)
    with acting_as(cast.actor("rene")) as rene:
        plan = begin_plan(actor=rene, note="", now=NOW)
    far = TODAY.replace(year=2206)
    with acting_as(cast.actor("marc")) as marc, pytest.raises(Refused, match="vérifiez l’année"):
        adopt_plan(actor=marc, plan=plan, effective_on=far, signed_as="Marc Gagnon", now=NOW)
