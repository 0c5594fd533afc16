"""Messages of the bearer of a link: written once, with files, in plain sentences; words of distress.

What the staff does with them is tried with its pages.
"""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from egide.kernel.messages.actions import post_message
from egide.kernel.messages.models import Alert, Message
from tests.database import as_owner
from tests.interfaces.public.follow_up.conftest import FILE, send
from tests.interfaces.public.visits import fields_of, text_of
from tests.kernel.passes.holding import party
from tests.kernel.scene import Scene


def test_she_writes_and_reads_what_the_office_answers(scene: Scene, elise: Client) -> None:
    sent = send(elise, text="Avez-vous des nouvelles?\r\n\r\nMerci.")
    assert (sent.status_code, sent["Location"]) == (303, f"{FILE}?fait=message")
    scene.act(
        "nadia",
        lambda a, d: post_message(
            dossier=d, direction="out", party=party(d), text="Nous avons écrit à l’ordre.", actor_code=a.code,
            now=scene.now,
        ),
    )  # fmt: skip

    words = text_of(elise.get(sent["Location"]))

    assert "Votre message est envoyé" in words
    assert "Avez-vous des nouvelles?" in words
    assert "Nous avons écrit à l’ordre." in words
    assert "message.received" in scene.codes


def test_the_same_form_sent_twice_is_one_message(scene: Scene, elise: Client) -> None:
    form = fields_of(elise.get(FILE))
    for _ in range(2):
        assert elise.post(FILE, {**form, "text": "Une fois."}).status_code == 303

    with as_owner():
        assert Message.objects.count() == 1


def test_a_file_joined_becomes_a_document_that_she_can_read_again(scene: Scene, elise: Client) -> None:
    send(elise, text="Voici.", files=SimpleUploadedFile("lettre du syndic.txt", b"Texte du syndic"))

    page = elise.get(FILE)
    url = re.search(r"/suivi/dossier/documents/\d+/", page.content.decode())

    assert url is not None
    assert b"".join(elise.get(url[0])) == b"Texte du syndic"
    assert "document.added" in scene.codes


def test_a_refused_file_keeps_the_message_on_the_page_and_nothing_in_the_house(
    scene: Scene, elise: Client
) -> None:
    files = [SimpleUploadedFile("bon.txt", b"texte"), SimpleUploadedFile("x.exe", b"MZ\x90\x00" + b"0" * 200)]

    answer = elise.post(FILE, {**fields_of(elise.get(FILE)), "text": "Mon texte.", "files": files})

    assert answer.status_code == 422
    assert "x.exe" in text_of(answer)
    assert "Mon texte." in text_of(answer)
    with as_owner():
        assert Message.objects.count() == 0
    assert "document.added" not in scene.codes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Écrivez votre message"),
        (" \u200b\r\n ", "Écrivez votre message"),
        ("a" * 100_000, "Raccourcissez cette réponse"),
        ("mal lu \ud800", "n’ont pas pu être lus"),
    ],
)
def test_it_refuses_a_broken_message_with_a_sentence(elise: Client, text: str, words: str) -> None:
    body = {"text": text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")}
    answer = send(elise, **body)

    assert answer.status_code == 422
    assert words in text_of(answer)


def test_invisible_characters_are_left_out_and_the_rest_is_kept(elise: Client) -> None:
    assert send(elise, text="Bon\x00jour \x07à tous").status_code == 303

    with as_owner():
        assert Message.objects.get().text == "Bonjour à tous"


def test_words_of_distress_bring_help_at_once_and_raise_an_alert(scene: Scene, elise: Client) -> None:
    send(elise, text="Je n’ai plus la force de vivre.")

    words = text_of(elise.get(FILE))
    assert all(number in words for number in ("9-1-1", "9-8-8", "8-1-1"))
    with as_owner():
        alert = Alert.objects.get()
    assert (alert.concern, alert.handled_at) == ("distress", None)
    assert "message.flagged" in scene.codes


def test_an_ordinary_message_brings_no_help_numbers(elise: Client) -> None:
    send(elise, text="Le délai est long.")

    assert "9-8-8" not in text_of(elise.get(FILE))


def test_a_refused_message_says_that_its_files_are_to_be_chosen_again(elise: Client) -> None:
    file = SimpleUploadedFile("note.txt", b"Bonjour.")
    page = elise.post(FILE, {**fields_of(elise.get(FILE)), "text": "", "files": [file]})

    assert page.status_code == 422
    assert "choisissez de nouveau tous ceux" in text_of(page)
