"""The section « Échanges »: write, read, release with preview, take charge, confirm a withdrawal, close a link."""

import base64
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.messages.actions import post_message
from egide.kernel.messages.models import Alert, Message
from egide.kernel.passes.actions import IssuedPass, issue_pass
from egide.kernel.passes.models import Pass
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.mail.models import Message as Mail
from egide.platform.storage import store
from egide.platform.storage.joined import Upload
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.interfaces.public.visits import fields_of, text_of
from tests.interfaces.staff.conftest import Queries, SignIn
from tests.kernel.passes.holding import party


@pytest.fixture(autouse=True)
def kept_files(settings: Settings, tmp_path: Path) -> None:
    blobs = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "blobs"), "file_permissions_mode": 0o600},
    }
    settings.STORAGES = {**settings.STORAGES, "blobs": blobs}
    settings.MASTER_KEY = base64.b64encode(os.urandom(32)).decode()
    settings.CLAMD_ADDRESS = ""


@pytest.fixture
def nadia(sign_in: SignIn) -> Client:
    return sign_in("nadia")


def came(
    cast: Cast, dossier: Dossier, text: str = "Bonjour.", *, role: str = "requester", **more: Any
) -> Message:
    """Will keep what someone outside wrote."""
    with acting_as(cast.actor("nadia")) as actor:
        row = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
        return post_message(
            dossier=row,
            direction="in",
            party=party(row, role),
            text=text,
            actor_code=actor.code,
            now=NOW,
            **more,
        )


def linked(cast: Cast, dossier: Dossier) -> IssuedPass:
    with acting_as(cast.actor("bruno")) as actor:
        row = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
        return issue_pass(dossier=row, party=party(row), purpose="follow_up", actor_code=actor.code, now=NOW)


def at(dossier: Dossier, rest: str = "") -> str:
    return f"/dossiers/{dossier.number}/echanges/{rest}"


def send(client: Client, url: str, **typed: Any) -> Any:
    return client.post(url, {**fields_of(client.get(url)), **typed})


def mails() -> list[tuple[list[str], str]]:
    with acting_as(service("scheduler")):
        return [
            (row.recipients, row.subject + store.read_all(stored=row.stored).decode())
            for row in Mail.objects.select_related("stored").order_by("pk")
        ]


def test_an_empty_section_teaches(dossier: Dossier, nadia: Client) -> None:
    words = text_of(nadia.get(at(dossier)))

    assert "Aucun message" in words
    assert "Aucun lien n’a été remis" in words


def test_a_message_to_the_person_is_told_by_an_e_mail_that_says_nothing(
    dossier: Dossier, nadia: Client
) -> None:
    sent = send(nadia, at(dossier, "ecrire/"), to="1", text="Votre dentiste a répondu.")

    assert (sent.status_code, sent["Location"]) == (303, at(dossier))
    words = text_of(nadia.get(at(dossier)))
    assert "Votre dentiste a répondu." in words
    assert "Nadia Bouchard" in words
    ((recipients, text),) = mails()
    assert recipients == ["elise@exemple.example"]
    assert dossier.number in text
    assert "/suivi/" in text
    for word in ("dentiste", "Élise", "syndic", "Nadia"):
        assert word not in text


def test_documents_of_the_dossier_and_new_files_go_along(cast: Cast, dossier: Dossier, nadia: Client) -> None:
    with acting_as(cast.actor("nadia")) as actor:
        row = Dossier.objects.get(pk=dossier.pk)
        kept = add_document(
            dossier=row, title="Dépliant", origin=Origin.INTERNAL, stream=[b"x"], file_name="depliant.txt",
            actor_code=actor.code, now=NOW,
        )  # fmt: skip

    send(
        nadia, at(dossier, "ecrire/"), to="1", text="Voici.", shared=str(kept.document.rank),
        files=SimpleUploadedFile("note.txt", b"Note"),
    )  # fmt: skip

    with as_owner():
        message = Message.objects.get()
        assert {f.version.file_name for f in message.files.select_related("version")} == {
            "depliant.txt",
            "note.txt",
        }


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"to": "1", "text": ""}, "Écrivez le message."),
        ({"to": "", "text": "Bonjour."}, "Choisissez à qui écrire."),
        ({"to": "99", "text": "Bonjour."}, "Choisissez une des personnes."),
        ({"to": "1", "text": "Bonjour.\x00"}, "nul"),
    ],
)
def test_it_refuses_an_incomplete_message_and_keeps_it(
    dossier: Dossier, nadia: Client, typed: dict[str, str], words: str
) -> None:
    answer = send(nadia, at(dossier, "ecrire/"), **typed)

    assert answer.status_code == 422
    assert words in text_of(answer)


def test_the_same_page_sent_twice_is_stopped_by_its_version(dossier: Dossier, nadia: Client) -> None:
    form = fields_of(nadia.get(at(dossier, "ecrire/")))
    statuses = [
        nadia.post(at(dossier, "ecrire/"), {**form, "to": "1", "text": "Une fois."}).status_code
        for _ in range(2)
    ]

    assert statuses == [303, 409]
    with as_owner():
        assert Message.objects.count() == 1


def test_an_order_s_answer_is_previewed_then_released_with_the_files_chosen(
    cast: Cast, dossier: Dossier, nadia: Client
) -> None:
    came(
        cast, dossier, "Le syndic a écrit le 3 mars.", role="order",
        files=[Upload(stream=[b"a"], file_name="avis.txt"), Upload(stream=[b"b"], file_name="interne.txt")],
    )  # fmt: skip
    assert "Interne : non transmise" in text_of(nadia.get(at(dossier)))
    page = nadia.get(at(dossier, "1/transmettre/"))
    assert "Le syndic a écrit le 3 mars." in text_of(page)

    sent = send(nadia, at(dossier, "1/transmettre/"), files="1")

    assert sent.status_code == 303
    with as_owner():
        message = Message.objects.get()
        assert message.released_to is not None
        assert message.released_to.role == "requester"
        assert message.files.get(released=True).version.file_name == "avis.txt"
    assert "Transmise à la personne" in text_of(nadia.get(at(dossier)))
    assert send(nadia, at(dossier, "1/transmettre/")).status_code == 403


def test_an_alert_stands_at_the_top_of_every_section_until_someone_takes_charge(
    cast: Cast, dossier: Dossier, nadia: Client
) -> None:
    came(cast, dossier, "Je n’ai plus la force de vivre.")
    for section in ("", "documents/", "echanges/"):
        words = text_of(nadia.get(f"/dossiers/{dossier.number}/{section}"))
        assert "Détresse possible" in words
        assert "9-1-1" in words

    refused = send(nadia, at(dossier, "1/alerte/"), note="")
    taken = send(nadia, at(dossier, "1/alerte/"), note="Appelée à 10 h.")

    assert (refused.status_code, taken.status_code) == (422, 303)
    assert "Protocole" not in text_of(nadia.get(f"/dossiers/{dossier.number}/"))
    assert "Pris en charge par Nadia Bouchard" in text_of(nadia.get(at(dossier)))
    with as_owner():
        assert Alert.objects.get().note == "Appelée à 10 h."


def test_a_withdrawal_is_confirmed_in_one_act(cast: Cast, dossier: Dossier, nadia: Client) -> None:
    came(cast, dossier, "Je souhaite retirer ma demande.", withdrawal=True)
    assert "Désistement demandé" in text_of(nadia.get(at(dossier)))

    sent = send(nadia, at(dossier, "1/desistement/"))

    assert sent.status_code == 303
    with as_owner():
        assert Dossier.objects.get(pk=dossier.pk).state == "withdrawn"
    assert send(nadia, at(dossier, "1/desistement/")).status_code == 403


def test_a_link_is_shown_with_its_last_visit_and_closed(cast: Cast, dossier: Dossier, nadia: Client) -> None:
    issued = linked(cast, dossier)
    assert "jamais ouvert" in text_of(nadia.get(at(dossier)))
    Client().get(issued.url_path)
    page = nadia.get(at(dossier))
    assert "dernière visite le" in text_of(page)
    assert issued.secret not in page.content.decode()

    assert send(nadia, at(dossier, "liens/1/revoquer/")).status_code == 303

    assert Client().get(issued.url_path).status_code == 410
    assert "Révoqué" in text_of(nadia.get(at(dossier)))


def test_a_new_link_closes_the_earlier_ones(cast: Cast, dossier: Dossier, nadia: Client) -> None:
    issued = linked(cast, dossier)

    assert send(nadia, at(dossier, "liens/envoyer/")).status_code == 303

    assert Client().get(issued.url_path).status_code == 410
    with as_owner():
        assert Pass.objects.filter(revoked_at=None).count() == 1
    assert mails()[0][0] == ["elise@exemple.example"]
    assert "remplace" in mails()[0][1]


def test_a_first_link_says_nothing_of_earlier_ones(dossier: Dossier, nadia: Client) -> None:
    assert send(nadia, at(dossier, "liens/envoyer/")).status_code == 303

    assert "remplace" not in mails()[0][1]


@pytest.mark.parametrize("rest", ["9/transmettre/", "9/alerte/", "9/desistement/", "liens/9/revoquer/"])
def test_what_is_not_there_does_not_exist(dossier: Dossier, nadia: Client, rest: str) -> None:
    assert nadia.get(at(dossier, rest)).status_code == 404


def test_the_queries_do_not_grow_with_the_messages(
    cast: Cast, dossier: Dossier, nadia: Client, queries: Queries
) -> None:
    for n in range(2):
        came(cast, dossier, f"Message {n}", files=[Upload(stream=[b"x"], file_name=f"{n}.txt")])
    nadia.get(at(dossier))
    few = len(queries(nadia, at(dossier)))
    for n in range(8):
        came(cast, dossier, f"Autre {n}", files=[Upload(stream=[b"x"], file_name=f"a{n}.txt")])

    assert len(queries(nadia, at(dossier))) == few
