"""Attacks that once succeeded, each kept as the attacker would write it.

A hole is closed when its attack fails; the house of the walls stands behind each of them.
"""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from egide.interfaces.public.limits import Limit
from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.models import Compartment
from egide.platform.storage.errors import TooLarge
from egide.platform.storage.uploads import MOST_FULL
from tests.database import as_owner
from tests.platform.accounts.letters import run_mail_jobs
from tests.walls.house import House, client_of

MIB = 1024 * 1024
TOO_MANY = "Trop d’essais"


@pytest.fixture(autouse=True)
def no_tries_yet(house: House) -> None:
    cache.clear()


def guess(port: int, email: str) -> str:
    answer = Client(HTTP_HOST=f"localhost:{port}").post(
        "/connexion/", {"login": email, "password": "au hasard"}
    )
    return str(answer.content.decode())


def test_another_port_in_the_host_header_brings_no_more_guesses(house: House) -> None:
    email = house.user("marc").email
    answers = [guess(7000 + number, email) for number in range(6)]

    assert [TOO_MANY in answer for answer in answers] == [False] * 5 + [True]


def test_the_host_header_does_not_choose_where_a_reset_link_leads(house: House, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://egide.example"
    Client(HTTP_HOST="localhost:6666").post("/connexion/mot-de-passe/", {"email": house.user("marc").email})

    links = re.findall(r"https?://\S+", run_mail_jobs()[-1].get_content())
    assert links
    assert all(link.startswith("https://egide.example/connexion/mot-de-passe/") for link in links)
    assert Client().get(links[0].removeprefix("https://egide.example")).status_code == 302


def reads(owner: Any) -> int:
    owner.rollback()
    row = owner.execute("select count(*) from journal_event where code = 'dossier.read'").fetchone()
    return int(row[0])


@pytest.mark.parametrize(
    ("path", "answers"), [("lettres/1/", {"subject": ""}), ("annuler/", {"reason": ""}), ("", {})]
)
def test_a_form_sent_back_with_errors_is_written_down_as_a_read(
    house: House, owner: Any, path: str, answers: dict[str, str]
) -> None:
    plant = house.plants["commissioner"]
    with as_owner():
        Compartment.objects.filter(code="commissioner").update(reads_journaled=True)
        newest = str(Dossier.objects.get(pk=plant.dossier.pk).version)
    before = reads(owner)

    answer = client_of(plant.insider).post(f"/dossiers/{plant.number}/{path}", {"version": newest, **answers})

    shown = answer.status_code == 422
    assert shown == bool(path)
    assert reads(owner) == before + shown


def test_a_refusal_under_a_number_in_small_letters_is_journaled_where_the_dossier_lives(
    house: House, owner: Any
) -> None:
    number = house.plants["presidency"].number.lower()

    assert client_of(house.user("helene")).get(f"/dossiers/{number}/confier/").status_code == 403

    owner.rollback()
    chain = owner.execute(
        "select chain from journal_event where code = 'access.refused' and actor = %s order by id desc",
        [f"staff:{house.user('helene').pk}"],
    ).fetchone()
    assert chain[0].startswith("access:presidency:")


def test_no_page_of_the_staff_stays_in_the_browser(house: House) -> None:
    plant = house.plants["office"]
    number, client = plant.number, client_of(plant.insider)

    for path in (
        f"/dossiers/{number}/",
        f"/dossiers/{number}/journal/",
        "/travail/",
        "/boite/",
        "/recherche/?q=a",
    ):
        assert "no-store" in client.get(path).headers["Cache-Control"], path
    assert "no-store" not in Client().get("/").headers.get("Cache-Control", "")


def test_one_request_does_not_fill_the_disk_with_its_files(settings: Settings) -> None:
    settings.FILE_UPLOAD_HANDLERS = ["egide.platform.storage.uploads.SealedUploadHandler"]
    settings.UPLOAD_LIMIT_MB = 1
    files = [SimpleUploadedFile(f"{n}.bin", bytes(MIB)) for n in range(MOST_FULL + 3)]
    received = RequestFactory().post("/", {"pieces": files, "objet": "Ma plainte"})

    assert received.POST["objet"] == "Ma plainte"
    kept, refused = 0, 0
    for file in received.FILES.getlist("pieces"):
        try:
            kept += sum(len(chunk) for chunk in file.chunks())
        except TooLarge:
            refused += 1
        file.close()
    assert (kept, refused) == (MOST_FULL * MIB, 3)


def test_the_window_of_the_public_form_ends_when_it_was_said_to(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    lasting: list[float] = []
    kept = cache.set
    monkeypatch.setattr(
        cache, "set", lambda key, value, timeout: lasting.append(timeout) or kept(key, value, timeout)
    )
    request = RequestFactory().post("/demande/", REMOTE_ADDR="203.0.113.7")
    limit = Limit(name="test_window", most=2, seconds=600)

    assert [limit.exceeded(request) for _ in range(4)] == [False, False, True, True]
    assert len(lasting) == 3
    assert all(590 < seconds <= 600 for seconds in lasting)
    assert lasting == sorted(lasting, reverse=True)


def test_the_answer_of_a_post_names_no_hidden_dossier(house: House) -> None:
    """What resisted, kept: a hidden number and an absent one answer a POST alike, byte for byte."""
    hidden, claire = house.plants["office"].number, house.user("claire")

    def ask(number: str, path: str) -> HttpResponse:
        client = client_of(claire)
        answer: Any = client.post(f"/dossiers/{number}/{path}", {"version": "1", "reason": "x", "seen": "x"})
        return answer

    absent = hidden[:-5] + "99999"
    for path in (
        "annuler/",
        "confier/",
        "conflit/",
        "lettres/1/",
        "lettres/1/approuver/",
        "lettres/1/envoyer/",
    ):
        one, other = ask(hidden, path), ask(absent, path)
        assert one.status_code == other.status_code == 404
        assert one.content == other.content
