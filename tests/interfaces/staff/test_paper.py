"""Paper on the staff's pages: shelf, box, part, loan, check of a shelf, labels; refused in words.

Bruno keeps the boxes, Nadia enters parts of her dossier, Helene has no business there.
"""

from datetime import timedelta

import pytest
from django.test import Client

from egide.kernel.dossiers.models import Dossier
from egide.kernel.paper.models import Box, Loan
from tests.cast import TODAY, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import Open, Queries, SignIn

SHELF = {"site": "quebec", "room": "Voûte", "shelf": "Rayonnage 1", "code": "QC-ARCH-01", "capacity": "2"}
PAPER = "/archives/papier/"


@pytest.fixture
def bruno(sign_in: SignIn) -> Client:
    """The secretariat."""
    return sign_in("bruno")


def site_code() -> str:
    from egide.platform.accounts.models import Site

    return Site.objects.order_by("pk")[0].code


def shelf(client: Client, code: str = "QC-ARCH-01") -> None:
    answer = client.post(
        f"{PAPER}tablettes/nouvelle/", SHELF | {"site": site_code(), "code": code, "shelf": code}
    )
    assert answer.status_code == 303, answer.text


def box(client: Client, capacity: int = 380) -> str:
    said = {"unit": "interventions", "label": "Demandes 2026", "capacity": str(capacity)}
    answer = client.post(f"{PAPER}boites/nouvelle/", said)
    assert answer.status_code == 303, answer.text
    return str(answer["Location"]).rstrip("/").rpartition("/")[2]


def part(client: Client, dossier: Dossier, thickness: int = 40) -> str:
    with as_owner():
        version = str(Dossier.objects.get(pk=dossier.pk).version)
    said = {
        "label": "Volume 1",
        "medium": "PA",
        "copy": "main",
        "thickness": str(thickness),
        "version": version,
    }
    answer = client.post(f"/dossiers/{dossier.number}/papier/nouvelle/", said)
    assert answer.status_code == 303, answer.text
    return f"EG/P/{dossier.number}/1"


def test_a_part_goes_from_its_dossier_to_a_box_on_a_shelf(
    bruno: Client, sign_in: SignIn, dossier: Dossier
) -> None:
    nadia = sign_in("nadia")
    label, number = part(nadia, dossier), box(bruno)
    shelf(bruno)

    assert bruno.post(f"{PAPER}boites/{number}/", {"label": label.lower()}).status_code == 303
    assert bruno.post(f"{PAPER}boites/{number}/tablette/", {"place": "QC-ARCH-01"}).status_code == 303

    shown = nadia.get(f"/dossiers/{dossier.number}/papier/").text
    assert f"Boîte {number}, tablette QC-ARCH-01" in shown
    listed = bruno.get(f"{PAPER}boites/{number}/").text
    assert f"{dossier.number}, partie\u00a01" in listed
    assert dossier.title not in listed
    assert "40\u00a0mm sur 380\u00a0mm" in listed


def test_a_box_says_what_it_cannot_take_and_keeps_what_was_typed(
    bruno: Client, sign_in: SignIn, dossier: Dossier
) -> None:
    label, number = part(sign_in("nadia"), dossier, thickness=60), box(bruno, capacity=50)

    for said, sentence in (
        (label, "n’a plus que 50"),
        ("EG/P/INT-1999-00001/1", "Aucune partie"),
        ("bonjour", "n’est pas"),
    ):
        answer = bruno.post(f"{PAPER}boites/{number}/", {"label": said})
        assert answer.status_code == 422
        assert sentence in answer.text
        assert f'value="{said}"' in answer.text


def test_a_loan_is_listed_until_it_is_back(
    bruno: Client, sign_in: SignIn, cast: Cast, dossier: Dossier
) -> None:
    label = part(sign_in("nadia"), dossier)
    said = {
        "label": label,
        "borrower": str(cast.user("nadia").public_id),
        "due_on": (TODAY + timedelta(days=10)).isoformat(),
    }

    assert bruno.post(f"{PAPER}prets/nouveau/", said).status_code == 303
    assert f"{dossier.number}, partie\u00a01" in bruno.get(f"{PAPER}?voir=prets").text
    with as_owner():
        loan = Loan.objects.get()
    later = (TODAY + timedelta(days=20)).isoformat()
    assert bruno.post(f"{PAPER}prets/{dossier.number}/{loan.rank}/", {"due_on": later}).status_code == 303
    again = bruno.post(f"{PAPER}prets/nouveau/", said)
    assert (again.status_code, "déjà prêtée" in again.text) == (422, True)
    assert bruno.post(f"{PAPER}prets/retour/", {"label": label}).status_code == 303
    assert "Rien n’est prêté" in bruno.get(f"{PAPER}?voir=prets").text
    been = sign_in("nadia").get(f"/dossiers/{dossier.number}/papier/").text
    name = cast.user("nadia").full_name
    assert (f"Prêtée à {name}." in been, f"Rapportée par {name}." in been) == (True, True)


def test_only_those_who_keep_the_boxes_are_offered_to_prolong(
    bruno: Client, sign_in: SignIn, cast: Cast, dossier: Dossier
) -> None:
    label = part(sign_in("nadia"), dossier)
    said = {"label": label, "borrower": str(cast.user("nadia").public_id), "due_on": TODAY.isoformat()}
    assert bruno.post(f"{PAPER}prets/nouveau/", said).status_code == 303

    assert "Prolonger" in bruno.get(f"{PAPER}?voir=prets").text
    seen = sign_in("marc").get(f"{PAPER}?voir=prets").text
    assert (dossier.number in seen, "Prolonger" in seen) == (True, False)


def test_nobody_borrows_what_they_may_not_read(
    bruno: Client, sign_in: SignIn, cast: Cast, dossier: Dossier
) -> None:
    label = part(sign_in("nadia"), dossier)
    said = {"label": label, "borrower": str(cast.user("farid").public_id), "due_on": TODAY.isoformat()}

    answer = bruno.post(f"{PAPER}prets/nouveau/", said)

    assert answer.status_code == 422
    assert "ne peut pas lire ce dossier" in answer.text


def test_a_shelf_is_checked_label_after_label(bruno: Client) -> None:
    shelf(bruno)
    shelf(bruno, "QC-ARCH-02")
    here, gone, astray = box(bruno), box(bruno), box(bruno)
    for number, code in ((here, "QC-ARCH-01"), (gone, "QC-ARCH-01"), (astray, "QC-ARCH-02")):
        bruno.post(f"{PAPER}boites/{number}/tablette/", {"place": code})

    url = str(bruno.post(f"{PAPER}tablettes/QC-ARCH-01/verifier/")["Location"])
    assert bruno.post(f"{PAPER}tablettes/QC-ARCH-01/verifier/")["Location"] == url
    part_of_page = bruno.post(
        url, {"code": here}, headers={"HX-Request": "true", "HX-Target": "verification"}
    )
    assert part_of_page.status_code == 200
    assert "à sa place" in part_of_page.text
    assert "<html" not in part_of_page.text
    bruno.post(url, {"code": f"EG/B/{astray}"})
    shown = bruno.get(url).text
    assert "2\u00a0étiquettes lues" in shown
    assert "1\u00a0boîte manquante" in shown
    assert "Inscrite sur QC-ARCH-02" in shown
    assert bruno.post(f"{url}terminer/").status_code == 303
    assert bruno.post(url, {"code": gone}).status_code == 422


def test_labels_come_as_a_pdf(bruno: Client, sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    part(nadia, dossier)
    shelf(bruno)
    number = box(bruno)

    for client, url in (
        (bruno, f"{PAPER}boites/{number}/etiquettes/"),
        (bruno, f"{PAPER}tablettes/QC-ARCH-01/etiquettes/"),
        (nadia, f"/dossiers/{dossier.number}/papier/etiquettes/"),
    ):
        answer = client.get(url)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF")


def test_a_shelf_is_refused_twice_and_a_bad_code_is_explained(bruno: Client) -> None:
    shelf(bruno)
    for changed, sentence in (({}, "désigne déjà"), ({"code": "a b"}, "Lettres majuscules")):
        answer = bruno.post(f"{PAPER}tablettes/nouvelle/", SHELF | {"site": site_code()} | changed)
        assert answer.status_code == 422
        assert sentence in answer.text


def test_those_who_only_read_may_look_and_not_fill(bruno: Client, sign_in: SignIn, dossier: Dossier) -> None:
    nadia, number = sign_in("nadia"), box(bruno)

    assert nadia.get(f"{PAPER}boites/{number}/").status_code == 200
    assert "Mettre une partie" not in nadia.get(f"{PAPER}boites/{number}/").text
    assert nadia.post(f"{PAPER}boites/{number}/", {"label": part(nadia, dossier)}).status_code == 422
    assert nadia.post(f"{PAPER}boites/{number}/sceller/").status_code == 403
    assert sign_in("helene").get(PAPER).status_code == 403
    assert bruno.get(f"{PAPER}boites/BTE-1999-00001/").status_code == 404


def test_the_lists_cost_the_same_whatever_they_hold(
    bruno: Client, sign_in: SignIn, open_dossier: Open, queries: Queries
) -> None:
    nadia = sign_in("nadia")

    def costs() -> list[int]:
        bruno.get(PAPER)  # shows the messages that wait: the session is not written again
        return [len(queries(bruno, f"{PAPER}?voir={view}")) for view in ("boites", "tablettes", "prets")]

    shelf(bruno)
    box(bruno)
    few = costs()
    for i in range(2, 6):
        shelf(bruno, f"QC-ARCH-0{i}")
        number = box(bruno)
        bruno.post(f"{PAPER}boites/{number}/", {"label": part(nadia, open_dossier())})
    assert costs() == few
    with as_owner():
        assert Box.objects.count() == 5
