"""The order's page: one letter, one answer, once; internal until someone releases it to the person.

And the same pass for a letter to read only.
"""

from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from egide.interfaces.public.followup_cookies import ANSWERING
from egide.kernel import events
from egide.kernel.messages.actions import release
from egide.kernel.messages.models import Message
from egide.kernel.passes.actions import IssuedPass, revoke_passes
from egide.kernel.passes.models import Pass
from tests.cast import seed_office
from tests.database import as_owner
from tests.interfaces.public.visits import fields_of, text_of
from tests.kernel.passes.holding import give, party
from tests.kernel.scene import Scene, open_scene

PAGE = "/reponse/lettre/"


@pytest.fixture
def scene(db: None) -> Scene:
    cache.clear()
    scene = open_scene(seed_office())
    scene.acknowledge()
    return scene


@pytest.fixture
def letter_rank(scene: Scene) -> int:
    """The rank of a letter's document, the letter being addressed to the order as the owner makes it."""

    def order_of(actor: Any, dossier: Any) -> int:
        letter = scene.letter("acknowledgment")
        with as_owner():
            letter.recipient_id = party(dossier, "order").pk
            letter.save(update_fields=["recipient"])
        assert letter.version is not None
        return int(letter.version.document.rank)

    return scene.act("bruno", order_of)


@pytest.fixture
def issued(scene: Scene, letter_rank: int) -> IssuedPass:
    return give(scene, role="order", purpose="answer", document_rank=letter_rank)


@pytest.fixture
def denis(issued: IssuedPass) -> Client:
    """The order's browser, its link opened."""
    client = Client()
    answer = client.get(issued.url_path)
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    assert answer.cookies[ANSWERING.cookie]["path"] == "/reponse/"
    return client


def send(client: Client, **typed: Any) -> Any:
    return client.post(PAGE, {**fields_of(client.get(PAGE)), **typed})


def test_the_page_shows_the_letter_and_nothing_else_of_the_dossier(scene: Scene, denis: Client) -> None:
    page = denis.get(PAGE)
    words = text_of(page)

    assert scene.number in words
    assert "Élise" not in words
    assert "syndic" not in words.replace("Office des professions", "")
    assert b"".join(denis.get("/reponse/lettre/pdf/")).startswith(b"%PDF")
    assert denis.get("/suivi/dossier/").status_code == 302


def test_the_answer_is_sent_once_and_the_link_closes(scene: Scene, issued: IssuedPass, denis: Client) -> None:
    sent = send(denis, text="Le syndic a écrit le 3 mars.", files=SimpleUploadedFile("avis.txt", b"Avis"))

    assert (sent.status_code, sent["Location"]) == (303, "/reponse/transmise/")
    confirmed = text_of(denis.get(sent["Location"]))
    assert "1 fichier joint" in confirmed
    assert scene.number in confirmed
    assert denis.get(PAGE)["Location"] == "/reponse/transmise/"
    closed = Client().get(issued.url_path)
    assert closed.status_code == 410
    assert "Ce lien n’a servi qu’une fois" in text_of(closed)


def test_a_second_sending_of_the_same_page_changes_nothing(scene: Scene, denis: Client) -> None:
    form = fields_of(denis.get(PAGE))
    first = denis.post(PAGE, {**form, "text": "Réponse."})
    second = denis.post(PAGE, {**form, "text": "Réponse."})
    third = denis.post(PAGE, {**form, "text": "Autre réponse.", "form_key": "x" * 32})

    assert [a.status_code for a in (first, second, third)] == [303, 303, 303]
    with as_owner():
        assert Message.objects.get().text == "Réponse."


def test_a_refused_file_leaves_the_link_open(scene: Scene, issued: IssuedPass, denis: Client) -> None:
    answer = send(denis, text="Réponse.", files=SimpleUploadedFile("x.exe", b"MZ\x90\x00" + b"0" * 200))

    assert answer.status_code == 422
    assert "Réponse." in text_of(answer)
    with as_owner():
        assert Pass.objects.get(purpose="answer").used_at is None
    assert send(denis, text="Réponse.").status_code == 303


def test_what_an_order_sends_stays_inside_until_it_is_released(scene: Scene, denis: Client) -> None:
    citizen = Client()
    citizen.get(give(scene).url_path)
    send(denis, text="Réponse de l’ordre.", files=SimpleUploadedFile("avis.txt", b"Avis"))
    assert "Réponse de l’ordre." not in text_of(citizen.get("/suivi/dossier/"))

    def let_go(actor: Any, dossier: Any) -> None:
        message = Message.objects.get(direction="in")
        release(actor=actor, dossier=dossier, message=message, now=scene.now)

    scene.act("nadia", let_go)

    words = text_of(citizen.get("/suivi/dossier/"))
    assert "transmise par l’Office" in words
    assert "Réponse de l’ordre." in words
    assert "avis.txt" not in words  # the file was not chosen


def test_the_module_is_told_that_a_message_came(
    scene: Scene, denis: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setitem(events._listeners, events.MESSAGE_RECEIVED, [])
    events.follow(
        events.MESSAGE_RECEIVED,
        lambda *, dossier, message, on, now: told.append((dossier.number, message.party.role)),
    )

    send(denis, text="Réponse.")

    assert told == [(scene.number, "order")]


def test_a_revoked_link_shuts_and_keeps_what_was_typed(scene: Scene, denis: Client) -> None:
    form = fields_of(denis.get(PAGE))
    scene.act("bruno", lambda a, d: revoke_passes(dossier=d, now=scene.now))

    assert denis.get(PAGE)["Location"] == "/reponse/fin/"
    late = denis.post(PAGE, {**form, "text": "Écrit longuement."})
    assert late.status_code == 403
    assert "Écrit longuement." in text_of(late)
    assert denis.get("/reponse/fin/").status_code == 200


def test_a_link_to_follow_does_not_open_here_nor_this_one_there(scene: Scene, issued: IssuedPass) -> None:
    follow = give(scene)

    assert Client().get(follow.url_path.replace("suivi", "reponse")).status_code == 404
    assert Client().get(issued.url_path.replace("reponse", "suivi")).status_code == 404


def test_a_letter_to_read_shows_itself_only(scene: Scene) -> None:
    rank = scene.act("bruno", lambda a, d: scene.letter("acknowledgment").version.document.rank)
    reader = Client()
    opened = reader.get(give(scene, purpose="read", document_rank=rank).url_path)

    assert opened["Location"] == "/suivi/lettre/"
    assert scene.number in text_of(reader.get("/suivi/lettre/"))
    assert b"".join(reader.get("/suivi/lettre/pdf/")).startswith(b"%PDF")
    assert reader.get("/suivi/dossier/").status_code == 302
