"""The boxes of e-mails as the administration keeps them: added, refused, corrected, paused, read again; no password.

What is refused and what is taken share their set-up.
"""

from typing import Any

import pytest
from django.test import Client

from egide.modules.correspondence.models import Mailbox
from tests.database import as_owner

A = "/administration/boites/"
BOX = {
    "code": "accueil",
    "name": "Accueil",
    "address": "accueil@office.example",
    "host": "imap.office.example",
    "port": "993",
    "encrypted": "on",
    "account": "accueil@office.example",
    "folder": "INBOX",
    "secret": "ACCUEIL",
    "unit": "secretariat",
}


@pytest.fixture
def client(elevated: Any) -> Client:
    """The administrator, an elevation running."""
    signed: Client = elevated("irene")
    return signed


def box() -> Mailbox:
    with as_owner():
        return Mailbox.objects.get()


@pytest.mark.parametrize(
    "changed",
    [
        {"secret": "mot de passe"},
        {"port": "0"},
        {"address": "accueil"},
        {"unit": "inconnue"},
        {"host": ""},
        {"folder": "INBOX\x00"},
        {"authority": "mx.office.example; dmarc=pass"},
    ],
)
def test_it_refuses_what_no_box_can_be_and_keeps_what_was_typed(
    client: Client, changed: dict[str, str]
) -> None:
    response = client.post(A, BOX | changed)

    assert (response.status_code, "Accueil" in response.content.decode()) == (422, True)
    with as_owner():
        assert not Mailbox.objects.exists()


def test_a_box_is_added_once_corrected_paused_and_read_again(client: Client, settings: Any) -> None:
    settings.MAILBOX_SECRETS = {"ACCUEIL": "un secret bien gardé"}
    assert client.post(A, BOX).status_code == 303
    assert client.post(A, BOX | {"code": "autre"}).status_code == 422
    page = client.get(f"{A}accueil/").content.decode()
    assert "Relire maintenant" in page
    assert "Personne ne les vérifie" in page
    assert client.post(f"{A}accueil/", BOX | {"authority": " MX.office.example "}).status_code == 303
    assert box().authority == "mx.office.example"
    assert "Vérifiés par mx.office.example" in client.get(f"{A}accueil/").content.decode()
    assert "un secret bien gardé" not in page

    with as_owner():
        Mailbox.objects.update(uid_validity=7, last_uid=40, taken=3, last_error="La boîte ne répond pas")
    assert "La boîte ne répond pas" in client.get(f"{A}accueil/").content.decode()
    # Its mail went to one register: it does not begin to feed another.
    assert client.post(f"{A}accueil/", BOX | {"unit": "commission"}).status_code == 422
    assert client.post(f"{A}accueil/", BOX | {"folder": "Demandes"}).status_code == 303
    assert (box().folder, box().uid_validity, box().last_uid) == ("Demandes", 0, 0)
    assert client.post(f"{A}accueil/relire/").status_code == 303
    assert client.post(f"{A}accueil/suspendre/").status_code == 303
    assert box().active is False
    assert client.post(f"{A}accueil/relire/").status_code == 403
    assert client.get(f"{A}inconnue/").status_code == 404
