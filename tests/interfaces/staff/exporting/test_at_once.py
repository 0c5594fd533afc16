"""A short list taken out comes at once, with the rows, the filters and the words of its screen; it is journaled.

What is long is made by a job, beside.
"""

import io
import re
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from egide.kernel.dossiers.models import Dossier
from egide.platform.journal.models import Note
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, Open, SignIn
from tests.interfaces.staff.exporting.asking import ASK, LIST, body, entries, rows, status


def test_a_short_list_comes_at_once_with_the_rows_of_the_screen(
    sign_in: SignIn, open_dossier: Open, cast: Cast
) -> None:
    first, second = open_dossier(name="Élise Tremblay"), open_dossier(title="=Deuxième", days_ago=3)

    response = sign_in("nadia").post(ASK, LIST)

    found = rows(body(response))
    assert {row["Numéro"] for row in found} == {first.number, second.number}
    assert {row["Titre"] for row in found} == {"Absence de nouvelles du syndic", "'=Deuxième"}
    assert found[0]["Ordre visé"] == "Ordre des dentistes du Québec"
    assert 'filename="egide-demandes-d-intervention-2' in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("nadia", "/interventions/"),
        ("nadia", "/recherche/?q=absence"),
        ("bruno", "/travail/courrier/"),
        ("bruno", "/travail/renseignements/"),
    ],
)
def test_a_second_format_may_be_asked_of_the_same_page(
    sign_in: SignIn, dossier: Dossier, who: str, address: str
) -> None:
    text = sign_in(who).get(address).text

    forms = re.findall(rf'<form[^>]*action="{ASK}"[^>]*>', text)
    assert forms
    assert [form for form in forms if "data-download" not in form] == []


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
