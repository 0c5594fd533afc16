"""The commands of a first installation: office, orders, calendars, first administrator, master key.

Real processes for the command line; the loading itself over a rolled-back database.
"""

import json
import stat
from pathlib import Path

import pytest

from egide.interfaces.commands.office_file import OfficeFileError, load_office, read_office
from egide.platform.accounts.models import Membership, Unit, User
from tests.cast import NOW
from tests.database import as_owner
from tests.interfaces.commands.test_egide import Egide

OFFICE = {
    "sites": [{"code": "quebec", "name": "Québec", "address": "800, place D’Youville"}],
    "units": [{"code": "technology", "name": "Technologies", "compartment": "office", "site": "quebec"}],
    "people": [
        {
            "email": "Irene@office.example",
            "name": "Irène Pelletier",
            "roles": [{"unit": "technology", "role": "administrator", "since": "2026-01-05"}],
        }
    ],
}


def load(office: object) -> str:
    return load_office(read_office(json.dumps(office).encode()), invite=True, now=NOW)


def test_it_loads_an_office_and_again_without_doubling(db: None) -> None:
    first, second = load(OFFICE), load(OFFICE)

    assert first == "Chargé\u00a0: 1\u00a0lieu, 1\u00a0unité, 1\u00a0personne; 1\u00a0compte ouvert."
    assert second.endswith("0\u00a0compte ouvert.")
    assert not User.objects.get(email="irene@office.example").has_usable_password()
    assert Membership.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"people": [{"email": "nulle part", "name": "X"}]}, "courriel"),
        ({"people": [{"email": "a@b.ca", "name": "a\0b"}]}, "name"),
        (
            {"people": [{"email": "a@b.ca", "name": "A", "roles": [{"unit": "rien", "role": "analyst"}]}]},
            "existe pas",
        ),
        ({"people": [{"email": "a@b.ca", "name": "A", "roles": "tout"}]}, "liste"),
        ({"units": [{"code": "x", "name": "X", "compartment": "secret", "site": "quebec"}]}, "secteur"),
        ({"units": 3}, "liste"),
        ({"autre": []}, "rien d’autre"),
    ],
)
def test_it_refuses_a_wrong_file_and_loads_nothing_of_it(
    db: None, changed: dict[str, object], sentence: str
) -> None:
    with pytest.raises(OfficeFileError, match=sentence):
        load(OFFICE | changed)

    with as_owner():
        assert not Unit.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[1]", b'"texte"', b"{"])
def test_it_refuses_what_is_not_such_a_file(content: bytes) -> None:
    with pytest.raises(OfficeFileError):
        read_office(content)


@pytest.fixture
def egide(tmp_path: Path) -> Egide:
    return Egide(tmp_path / "home")


def test_a_new_master_key_is_read_by_its_owner_only_and_never_overwritten(
    egide: Egide, tmp_path: Path
) -> None:
    file = tmp_path / "master.key"
    made, again = egide("master-key", "new", str(file)), egide("master-key", "new", str(file))

    assert made.returncode == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text() not in made.stdout
    assert again.returncode == 1
    assert "n’est jamais écrasée" in again.stderr


def test_a_list_of_orders_without_its_columns_is_refused(egide: Egide, tmp_path: Path) -> None:
    file = tmp_path / "ordres.csv"
    file.write_text("code,nom\nA,B\n", encoding="utf-8")

    done = egide("orders", "load", str(file))

    assert (done.returncode, done.stdout) == (1, "")
    assert "name_fr, professions, exercise" in done.stderr
