"""Taking lists out: the rows and the filters of the screen, at once or by a job, for one person alone.

The jobs' own function is called as the worker would; its walls have their tests in tests/walls.
"""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from egide.kernel.dossiers.models import Dossier
from egide.kernel.exports import asking, making
from egide.kernel.exports.bag.offline import verify_bag
from egide.kernel.exports.keeping import remove_expired, to_tell
from egide.kernel.exports.models import Export, ExportedDossier, State
from egide.kernel.exports.writing import write_table
from egide.kernel.gate.conflicts import declare_conflict
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Membership
from egide.platform.journal.models import Event, Note
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, Open, SignIn

ASK, HERE = "/travail/exports/demander/", "/travail/exports/"
LIST = {"liste": "interventions", "format": "csv"}


def body(response: Any) -> bytes:
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.fixture
def long_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list is long: a job makes its file."""
    monkeypatch.setattr(asking, "AT_ONCE", 0)


@pytest.fixture
def ask(cast: Cast, sign_in: SignIn, long_lists: None) -> Callable[..., Export]:
    """Will ask for the list as someone, and return the export that waits."""

    def asked(name: str = "nadia", **told: str) -> Export:
        response = sign_in(name).post(ASK, LIST | told)
        assert response.status_code == 303, response.content
        with as_owner():
            return Export.objects.select_related("user", "compartment").latest("pk")

    return asked


def make(export: Export, cast: Cast, name: str = "nadia") -> Export:
    making.make(export=str(export.public_id), actor=cast.actor(name), now=CLOCK)
    with as_owner():
        return Export.objects.select_related("stored").get(pk=export.pk)


def download(client: Client, export: Export) -> Any:
    return client.post(f"{HERE}{export.public_id}/fichier/")


def status(response: Any) -> int:
    """The status of an answer whose bytes are not wanted: read to the end, its file is released."""
    if response.streaming:
        b"".join(response.streaming_content)
    return int(response.status_code)


def entries(code: str) -> list[str]:
    with as_owner():
        return list(Event.objects.filter(code=code).order_by("pk").values_list("body", flat=True))


# --- At once ------------------------------------------------------------------------------------------------
def test_a_short_list_comes_at_once_with_the_rows_of_the_screen(
    sign_in: SignIn, open_dossier: Open, cast: Cast
) -> None:
    first, second = open_dossier(name="Élise Tremblay"), open_dossier(title="=Deuxième", days_ago=3)

    response = sign_in("nadia").post(ASK, LIST)

    found = rows(body(response))
    assert {row["Numéro"] for row in found} == {first.number, second.number}
    assert {row["Titre"] for row in found} == {"Absence de nouvelles du syndic", "'=Deuxième"}
    assert found[0]["Ordre visé"] == "Ordre des dentistes du Québec"
    assert "egide-list-interventions-" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]


def test_the_workbook_says_what_it_is_then_gives_dates_as_dates(sign_in: SignIn, dossier: Dossier) -> None:
    told = {"liste": "interventions", "format": "xlsx", "de": "mine", "q": "Tremblay"}

    book = CalamineWorkbook.from_filelike(io.BytesIO(body(sign_in("nadia").post(ASK, told))))

    about: dict[Any, Any] = {row[0]: row[1] for row in book.get_sheet_by_name("À propos").to_python()}
    assert about["Dossiers de"] == "Les miens"
    assert about["Mots cherchés"] == "Tremblay"
    table = book.get_sheet_by_index(1).to_python()
    received = table[1][table[0].index("Reçu le")]
    assert received == dossier.received_on


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, 2),
        ({"retard": "1"}, 1),
        ({"de": "mine"}, 1),
        ({"q": "Zoé"}, 0),
        ({"dossiers": "closed"}, 0),
        ({"theme": "fees"}, 0),
        ({"recu_du": "2026-11-01"}, 1),
    ],
)
def test_the_filters_of_the_screen_decide(
    sign_in: SignIn, open_dossier: Open, told: dict[str, str], expected: int
) -> None:
    open_dossier(to="marc", days_ago=60)
    open_dossier()
    client = sign_in("nadia")

    found = rows(body(client.post(ASK, LIST | told)))

    shown = client.get("/interventions/", told).content.decode()
    assert len(found) == expected
    assert all(row["Numéro"] in shown for row in found)


def test_it_is_journaled_with_its_filters_and_what_was_typed_stays_in_a_note(
    sign_in: SignIn, dossier: Dossier
) -> None:
    body(sign_in("nadia").post(ASK, LIST | {"q": "Élise Tremblay", "tri": "newest"}))

    (entry,) = entries("export.made")
    assert '"rows":1' in entry
    assert '"tri":"newest"' in entry
    assert "Tremblay" not in entry
    with as_owner():
        assert Note.objects.get(key="filter_q").text == "Élise Tremblay"


def test_search_results_are_taken_out_with_their_kind(sign_in: SignIn, dossier: Dossier) -> None:
    found = rows(body(sign_in("nadia").post(ASK, {"source": "search", "format": "csv", "q": "syndic"})))

    assert [(row["Numéro"], row["Genre de dossier"]) for row in found] == [
        (dossier.number, "Demandes d’intervention")
    ]


def test_the_register_of_mail_holds_what_its_reader_sees(sign_in: SignIn) -> None:
    piece = {"do": "save", "people": "0", "orders": "0", "channel": "post", "site": "quebec", "name": "Gaston Côté",
             "received_on": CLOCK.date().isoformat(), "fate": "unit", "other_unit": "records"}  # fmt: skip
    assert sign_in("bruno").post("/travail/courrier/", piece).status_code == 303
    told = {"source": "mail", "format": "csv"}

    found = {name: rows(body(sign_in(name).post(ASK, told))) for name in ("bruno", "nadia", "claire")}

    assert {name: [row["Pièce"] for row in told] for name, told in found.items()} == {
        "bruno": ["COR-2026-00001"],
        "nadia": [],
        "claire": [],
    }


def test_the_register_of_cards_is_taken_out_for_a_period(sign_in: SignIn) -> None:
    client = sign_in("bruno")
    card = {
        "theme": "syndic",
        "body": "none",
        "outcome": "answered",
        "channel": "phone",
        "note": "=précision",
    }
    assert client.post("/travail/renseignements/", card).status_code == 303

    day = CLOCK.date().isoformat()
    found = rows(body(client.post(ASK, {"source": "cards", "format": "csv", "du": day, "au": day})))
    none = rows(
        body(client.post(ASK, {"source": "cards", "format": "csv", "du": "2020-01-01", "au": "2020-02-01"}))
    )

    assert [row["Précision"] for row in found] == ["'=précision"]
    assert none == []


def test_what_is_not_offered_is_refused(sign_in: SignIn) -> None:
    client = sign_in("nadia")
    asked = (
        {"liste": "interventions", "format": "pdf"},
        {"liste": "inconnu", "format": "csv"},
        {"source": "bag", "format": "csv"},
        {"source": "search", "format": "csv", "q": "\x00=1 \u202e"},
    )

    assert [status(client.post(ASK, told)) for told in asked] == [400, 404, 404, 200]


# --- By a job -----------------------------------------------------------------------------------------------
def test_a_long_list_is_made_by_a_job_told_and_downloaded(
    ask: Callable[..., Export], sign_in: SignIn, open_dossier: Open, cast: Cast
) -> None:
    first = open_dossier()
    numbers = {first.number, open_dossier().number}
    export = ask()
    assert "En file" in sign_in("nadia").get(HERE).content.decode()

    made = make(export, cast)

    assert made.stored is not None
    assert made.stored.compartment_id == made.compartment_id == first.compartment_id
    client = sign_in("nadia")
    page = client.get(HERE).content.decode()
    assert "Télécharger" in page
    assert "2\u00a0lignes" in page
    assert "1\u00a0exportation terminée" in client.get("/travail/avis/").content.decode()
    assert {row["Numéro"] for row in rows(body(download(client, made)))} == numbers
    assert len(entries("export.downloaded")) == 1
    assert "exportation terminée" not in client.get("/travail/avis/").content.decode()


def test_the_export_of_someone_else_does_not_exist(
    ask: Callable[..., Export], sign_in: SignIn, dossier: Dossier, cast: Cast
) -> None:
    made = make(ask(), cast)

    for name in ("marc", "bruno", "claire", "helene"):
        other = sign_in(name)
        answers = [other.post(f"{HERE}{made.public_id}/{what}/").status_code for what in
                   ("fichier", "garder", "retirer", "reprendre")]  # fmt: skip
        assert answers == [404] * 4
        assert str(made.public_id) not in other.get(HERE).content.decode()
    assert status(download(sign_in("nadia"), made)) == 200


def test_a_conflict_before_the_file_is_made_leaves_the_dossier_out(
    ask: Callable[..., Export], sign_in: SignIn, open_dossier: Open, cast: Cast
) -> None:
    mine, other = open_dossier(), open_dossier()
    export = ask()
    with acting_as(cast.actor("nadia")) as nadia:
        declare_conflict(actor=nadia, dossier=mine, reason="Voisine.", now=CLOCK)

    made = make(export, cast)

    assert [row["Numéro"] for row in rows(body(download(sign_in("nadia"), made)))] == [other.number]


def test_a_conflict_after_the_file_is_made_refuses_the_download(
    ask: Callable[..., Export], sign_in: SignIn, open_dossier: Open, cast: Cast
) -> None:
    mine, _ = open_dossier(), open_dossier()
    made = make(ask(), cast)
    assert status(download(sign_in("nadia"), made)) == 200
    with acting_as(cast.actor("nadia")) as nadia:
        declare_conflict(actor=nadia, dossier=mine, reason="Voisine.", now=CLOCK)

    refused = download(sign_in("nadia"), made)

    assert refused.status_code == 403
    assert "ne vous est plus accessible" in refused.content.decode()


def test_a_role_lost_after_the_file_is_made_refuses_the_download(
    ask: Callable[..., Export], sign_in: SignIn, dossier: Dossier, cast: Cast
) -> None:
    made = make(ask("marc"), cast, "marc")
    with as_owner():
        Membership.objects.filter(user=cast.user("marc")).update(role="storekeeper")

    assert download(sign_in("marc"), made).status_code == 403


def test_a_second_attempt_starts_again_and_doubles_nothing(
    ask: Callable[..., Export], dossier: Dossier, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = ask()
    with monkeypatch.context() as broken:
        broken.setattr(making, "_finish", _killed)
        with pytest.raises(KeyboardInterrupt):
            make(export, cast)

    made = make(export, cast)
    again = make(made, cast)

    assert (again.state, again.total, again.dossiers, again.stored_id) == (State.READY, 1, 1, made.stored_id)
    with as_owner():
        assert ExportedDossier.objects.filter(export=export).count() == 1


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_failure_is_told_and_can_be_taken_up_again(
    ask: Callable[..., Export], sign_in: SignIn, dossier: Dossier, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = ask()
    with monkeypatch.context() as broken:
        broken.setattr(making, "write_table", _no_room)
        with pytest.raises(OSError, match="disque"):
            make(export, cast)
    client = sign_in("nadia")
    assert "Reprendre" in client.get(HERE).content.decode()

    client.post(f"{HERE}{export.public_id}/reprendre/")

    assert make(export, cast).state == State.READY


def _no_room(*_: object, **__: object) -> None:
    raise OSError("disque plein")


def test_what_is_cancelled_meanwhile_leaves_nothing(
    ask: Callable[..., Export], sign_in: SignIn, dossier: Dossier, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    export, client = ask(), sign_in("nadia")
    real = write_table

    def cancelled(*args: object, **told: object) -> None:
        real(*args, **told)  # type: ignore[arg-type]
        client.post(f"{HERE}{export.public_id}/retirer/")

    monkeypatch.setattr(making, "write_table", cancelled)

    made = make(export, cast)

    assert (made.state, made.stored_id) == (State.CANCELLED, None)
    assert download(client, made).status_code == 403


def test_whoever_lost_the_role_before_the_file_is_made_is_told_why(
    sign_in: SignIn, long_lists: None, cast: Cast
) -> None:
    client = sign_in("bruno")
    card = {"theme": "syndic", "body": "none", "outcome": "answered", "channel": "phone"}
    client.post("/travail/renseignements/", card)
    client.post(ASK, {"source": "cards", "format": "csv"})
    with as_owner():
        export = Export.objects.get()
        Membership.objects.filter(user=cast.user("bruno")).update(role="storekeeper")

    assert make(export, cast, "bruno").state == State.REFUSED
    assert "Vous n’aviez plus accès" in sign_in("bruno").get(HERE).content.decode()


def test_the_end_can_be_moved_within_thirty_days(
    ask: Callable[..., Export], sign_in: SignIn, dossier: Dossier, cast: Cast
) -> None:
    made, client = make(ask(), cast), sign_in("nadia")
    address = f"{HERE}{made.public_id}/garder/"

    assert (
        client.post(address, {"jusqu_au": (CLOCK + timedelta(days=31)).date().isoformat()}).status_code == 403
    )
    assert client.post(address, {"jusqu_au": "demain"}).status_code == 400
    assert client.post(address, {"jusqu_au": CLOCK.date().isoformat()}).status_code == 303
    with as_owner():
        end = Export.objects.get(pk=made.pk).expires_at
    assert end is not None
    assert CLOCK < end < CLOCK + timedelta(days=1)


def test_an_expired_file_is_refused_then_destroyed(
    ask: Callable[..., Export], sign_in: SignIn, dossier: Dossier, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(ask(), cast)
    with acting_as(service("scheduler")):
        assert remove_expired(now=CLOCK + timedelta(days=6)) == 0
        assert remove_expired(now=CLOCK + timedelta(days=8)) == 1

    assert download(sign_in("nadia"), made).status_code == 403
    with as_owner():
        ended = Export.objects.get(pk=made.pk)
        made.stored.refresh_from_db()  # type: ignore[union-attr]
    assert (ended.state, ended.stored_id) == (State.EXPIRED, None)
    assert made.stored is not None
    assert made.stored.is_destroyed
    with acting_as(cast.actor("nadia")) as nadia:
        assert not to_tell(nadia).exists()


def test_too_many_files_under_way_are_refused(
    ask: Callable[..., Export], sign_in: SignIn, dossier: Dossier
) -> None:
    for _ in range(asking.UNDER_WAY_MOST):
        ask()

    assert sign_in("nadia").post(ASK, LIST).status_code == 403


# --- The whole dossier --------------------------------------------------------------------------------------
def ask_for_bag(client: Client, dossier: Dossier) -> int:
    with as_owner():
        version = Dossier.objects.get(pk=dossier.pk).version
    return client.post(f"/dossiers/{dossier.number}/exporter/", {"version": version}).status_code


def test_a_whole_dossier_is_asked_from_its_page_made_and_downloaded(
    sign_in: SignIn, dossier: Dossier, cast: Cast, tmp_path: Path
) -> None:
    marc = sign_in("marc")
    assert "Sortir le dossier complet" in marc.get(f"/dossiers/{dossier.number}/").content.decode()
    assert marc.get(f"/dossiers/{dossier.number}/exporter/").status_code == 200
    assert ask_for_bag(marc, dossier) == 303
    with as_owner():
        export = Export.objects.get()

    make(export, cast, "marc")

    assert f"Dossier complet\u00a0: {dossier.number}" in marc.get(HERE).content.decode()
    with zipfile.ZipFile(io.BytesIO(body(download(marc, export)))) as archive:
        archive.extractall(tmp_path)
    (bag,) = tmp_path.iterdir()
    assert verify_bag(bag)[0] == []
    assert [len(entries(code)) for code in ("bag.made", "bag.downloaded")] == [1, 1]


def test_a_whole_dossier_is_refused_to_whoever_only_reads_it(
    sign_in: SignIn, dossier: Dossier, cast: Cast
) -> None:
    nadia = sign_in("nadia")

    assert "Sortir le dossier complet" not in nadia.get(f"/dossiers/{dossier.number}/").content.decode()
    assert nadia.get(f"/dossiers/{dossier.number}/exporter/").status_code == 403


def test_a_bag_is_refused_to_whoever_came_in_conflict_since(
    sign_in: SignIn, dossier: Dossier, cast: Cast
) -> None:
    marc = sign_in("marc")
    made = []
    for _ in range(2):
        ask_for_bag(marc, dossier)
        with as_owner():
            made.append(Export.objects.latest("pk"))
    make(made[0], cast, "marc")
    assert status(download(marc, made[0])) == 200
    with acting_as(cast.actor("marc")) as actor:
        declare_conflict(actor=actor, dossier=dossier, reason="Parent.", now=CLOCK)

    assert make(made[1], cast, "marc").state == State.REFUSED
    assert download(marc, made[0]).status_code == 403
    page = marc.get(HERE).content.decode()
    assert dossier.number not in page
    assert "plus accessible" in page
