"""The follow-up without an account, by plain requests: the door, the file, messages, documents, withdrawal, leaving.

The bearer is Élise; what she must never see is Bruno's and Nadia's work.
"""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from egide.interfaces.public.followup_cookies import FOLLOWING, LIFE
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.messages.actions import post_message
from egide.kernel.messages.models import Alert, Message
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.passes.actions import IssuedPass, issue_request_pass, revoke_passes
from egide.kernel.passes.secrets import new_secret
from egide.modules.interventions.actions import submit_request
from egide.modules.interventions.models import Request
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.mail.models import Message as Mail
from egide.platform.storage.errors import MIB
from tests.cast import Cast, seed_office
from tests.database import as_owner
from tests.interfaces.public.visits import fields_of, text_of
from tests.kernel.passes.holding import give, party
from tests.kernel.scene import Scene, open_scene
from tests.walls.house import client_of

FILE = "/suivi/dossier/"


@pytest.fixture
def cast(db: None) -> Cast:
    cache.clear()
    return seed_office()


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return open_scene(cast)


@pytest.fixture
def issued(scene: Scene) -> IssuedPass:
    return give(scene)


@pytest.fixture
def elise(issued: IssuedPass) -> Client:
    """Élise's browser, her link opened."""
    client = Client()
    assert client.get(issued.url_path).status_code == 303
    return client


def send(client: Client, url: str = FILE, **typed: Any) -> Any:
    """Will fill the page's own form and send it."""
    return client.post(url, {**fields_of(client.get(url)), **typed})


# --- The door -----------------------------------------------------------------------------------------------
def test_the_link_is_exchanged_for_a_cookie_and_leaves_the_address(issued: IssuedPass) -> None:
    client = Client()

    answer = client.get(issued.url_path)

    assert (answer.status_code, answer["Location"]) == (303, FILE)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    cookie = answer.cookies[FOLLOWING.cookie]
    assert (cookie["path"], cookie["samesite"], cookie["max-age"]) == ("/suivi/", "Lax", LIFE)
    assert cookie["httponly"]
    assert issued.secret not in cookie.value
    page = client.get(FILE)
    assert page.status_code == 200
    assert issued.secret not in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"
    assert Client().get(f"/suivi/{new_secret()}/")["Referrer-Policy"] == "strict-origin"


def test_the_number_and_the_code_of_a_letter_open_the_same_file(scene: Scene, issued: IssuedPass) -> None:
    client = Client()

    answer = client.post("/suivi/", {"number": f" {scene.number.lower()} ", "code": issued.code.lower()})

    assert (answer.status_code, answer["Location"]) == (303, FILE)


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        ("{number}", "ABCD", "faute de frappe"),
        ("{number}", "", "code de suivi"),
        ("", "{code}", "numéro"),
        ("INT-2026-99999", "{code}", "ne vont pas ensemble"),
        ("{number}", "{other}", "ne vont pas ensemble"),
        ("\x00' or 1=1", "{code}", "ne vont pas ensemble"),
        ("9" * 5000, "{code}", "Raccourcissez"),
        ("{number}", "9" * 100_000, "Raccourcissez"),
    ],
)
def test_it_refuses_a_wrong_pair_and_keeps_what_was_typed(
    scene: Scene, issued: IssuedPass, number: str, code: str, words: str
) -> None:
    known = {"number": scene.number, "code": issued.code, "other": new_secret()}
    client = Client()

    answer = client.post("/suivi/", {"number": number.format(**known), "code": code.format(**known)})

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert FOLLOWING.cookie not in answer.cookies


@pytest.mark.parametrize("secret", ["x", "0" * 28, "ÉÉÉ", "%00", "..%2F..%2Ftravail", "a" * 3000])
def test_a_hostile_secret_opens_nothing(db: None, cast: Cast, secret: str) -> None:
    answer = Client().get(f"/suivi/{secret}/")

    assert answer.status_code == 404
    assert FOLLOWING.cookie not in answer.cookies


def test_a_revoked_link_says_so_and_an_open_browser_is_shut(
    scene: Scene, issued: IssuedPass, elise: Client
) -> None:
    scene.act("bruno", lambda a, d: revoke_passes(dossier=d, now=scene.now))

    again = Client().get(issued.url_path)
    shut = elise.get(FILE)

    assert again.status_code == 410
    assert "remplacé ou fermé" in text_of(again)
    assert (shut.status_code, shut["Location"]) == (302, "/suivi/?fini=1")


def test_what_was_typed_survives_a_pass_that_ended(scene: Scene, elise: Client) -> None:
    scene.act("bruno", lambda a, d: revoke_passes(dossier=d, now=scene.now))

    answer = elise.post(FILE, {"text": "Un long message écrit avec soin."})

    assert answer.status_code == 403
    assert "Un long message écrit avec soin." in text_of(answer)


def test_a_cookie_is_read_only_as_we_signed_it(elise: Client) -> None:
    good = elise.cookies[FOLLOWING.cookie].value
    for bad in ("", "x", good[:-1], good.replace(":", "."), good[1:], "\x00", "é" * 2000):
        elise.cookies[FOLLOWING.cookie] = bad
        assert elise.get(FILE).status_code == 302


def test_too_many_secrets_from_one_address_are_refused(cast: Cast, issued: IssuedPass) -> None:
    client = Client(REMOTE_ADDR="203.0.113.9")
    statuses = [client.get(f"/suivi/{new_secret()}/").status_code for _ in range(31)]

    assert statuses == [404] * 30 + [429]
    assert client.get(issued.url_path).status_code == 429
    assert Client(REMOTE_ADDR="198.51.100.7").get(issued.url_path).status_code == 303


def test_too_many_codes_for_one_number_are_refused_wherever_they_come_from(
    scene: Scene, issued: IssuedPass
) -> None:
    statuses = [
        Client(REMOTE_ADDR=f"203.0.113.{n}")
        .post("/suivi/", {"number": scene.number, "code": new_secret()})
        .status_code
        for n in range(11)
    ]

    assert statuses == [422] * 10 + [429]


def test_leaving_makes_this_browser_forget(elise: Client) -> None:
    assert elise.get(FILE).status_code == 200

    left = elise.post("/suivi/quitter/")

    assert left.status_code == 303
    assert elise.get(FILE).status_code == 302
    assert "quitté le suivi" in text_of(elise.get(left["Location"]))


# --- The file -----------------------------------------------------------------------------------------------
def test_the_page_says_where_the_file_stands_and_by_when(scene: Scene, elise: Client) -> None:
    words = text_of(elise.get(FILE))

    assert scene.number in words
    assert "Nous avons reçu votre demande." in words
    assert "Au plus tard" in words
    assert "Aucun message pour le moment" in words


def test_each_state_of_the_life_has_its_plain_sentence() -> None:
    from egide.modules.interventions.following import SENTENCES
    from egide.modules.interventions.lifecycle import LIFECYCLE

    assert {state.code for state in LIFECYCLE.states} <= set(SENTENCES)


def test_nothing_internal_is_ever_shown(scene: Scene, elise: Client) -> None:
    secret = "zibelineinterne"
    scene.give()
    scene.acknowledge()
    scene.move("start_triage")
    scene.act(
        "nadia",
        lambda a, d: add_document(
            dossier=d, title=f"{secret} note", origin=Origin.INTERNAL, stream=[secret.encode()],
            file_name=f"{secret}.txt", actor_code=a.code, now=scene.now,
        ),
    )  # fmt: skip
    scene.act(
        "nadia",
        lambda a, d: post_message(
            dossier=d, direction="out", party=party(d, "order"), text=secret, actor_code=a.code, now=scene.now
        ),
    )
    scene.act(
        "nadia",
        lambda a, d: post_message(
            dossier=d, direction="in", party=party(d, "order"), text=f"{secret} réponse", actor_code=a.code,
            now=scene.now,
        ),
    )  # fmt: skip

    for url in (FILE, "/suivi/dossier/coordonnees/", "/suivi/dossier/retirer/"):
        shown = elise.get(url).content.decode()
        assert secret not in shown
        assert "Nadia" not in shown
        assert "Bruno" not in shown


def test_a_letter_sent_to_her_can_be_downloaded_and_no_other_document(scene: Scene, elise: Client) -> None:
    scene.acknowledge()
    internal = scene.act(
        "nadia",
        lambda a, d: add_document(
            dossier=d, title="Note interne", origin=Origin.INTERNAL, stream=[b"interne"], file_name="note.txt",
            actor_code=a.code, now=scene.now,
        ),
    )  # fmt: skip
    letter = scene.act("bruno", lambda a, d: scene.letter("acknowledgment").version.document.rank)

    page = elise.get(FILE)
    found = elise.get(f"/suivi/dossier/documents/{letter}/")
    hidden = elise.get(f"/suivi/dossier/documents/{internal.document.rank}/")

    assert f"/suivi/dossier/documents/{letter}/" in page.content.decode()
    assert b"".join(found).startswith(b"%PDF")
    assert "attachment" in found["Content-Disposition"]
    assert hidden.status_code == 404
    assert elise.get("/suivi/dossier/documents/999/").status_code == 404


@pytest.mark.parametrize(
    "url", ["/travail/", "/recherche/", "/dossiers/{number}/", "/dossiers/{number}/journal/"]
)
def test_the_pass_reaches_no_page_of_the_staff(scene: Scene, elise: Client, url: str) -> None:
    answer = elise.get(url.format(number=scene.number))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/connexion/")


def test_a_member_of_the_staff_who_opens_a_link_is_no_more_than_its_bearer(
    scene: Scene, issued: IssuedPass
) -> None:
    client = client_of(scene.cast.user("nadia"))
    client.get(issued.url_path)

    page = client.get(FILE)

    assert page.status_code == 200
    client.post(FILE, {"text": "Écrit par le lien."})
    with as_owner():
        assert Message.objects.get().posted_by.startswith("pass:")


# --- Messages -----------------------------------------------------------------------------------------------
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


# --- What she may ask ---------------------------------------------------------------------------------------
def test_she_asks_to_withdraw_once(scene: Scene, elise: Client) -> None:
    sent = send(elise, "/suivi/dossier/retirer/", text="")

    assert sent.status_code == 303
    with as_owner():
        assert Message.objects.get().withdrawal
    assert "Vous avez demandé de retirer" in text_of(elise.get(FILE))
    assert "fait=retrait" in sent["Location"]
    again = send_again(elise)
    assert again["Location"] == sent["Location"]
    with as_owner():
        assert Message.objects.count() == 1
    assert "message.withdrawal_asked" in scene.codes


def send_again(elise: Client) -> Any:
    """A double click, or a second window on the same page."""
    return elise.post("/suivi/dossier/retirer/", {"text": "", "form_key": ""})


def test_who_acts_for_her_follows_her_new_address_and_paper_stays_paper(scene: Scene, elise: Client) -> None:
    with as_owner():
        person = Party.objects.get(role="requester")
        person.preferred_channel, person.address = "post", "1, rue X\nQuébec (Québec)  G1K 1A1"
        person.save()
    scene.act(
        "bruno",
        lambda a, d: add_person(
            dossier=d, role=PartyRole.REPRESENTATIVE, name="Karim", email=person.email, now=scene.now
        ),
    )

    send(elise, "/suivi/dossier/coordonnees/", email="nouvelle@exemple.example")

    with as_owner():
        assert Party.objects.get(role="representative").email == "nouvelle@exemple.example"
        assert Party.objects.get(role="requester").preferred_channel == "post"


def test_a_refused_message_says_that_its_files_are_to_be_chosen_again(elise: Client) -> None:
    file = SimpleUploadedFile("note.txt", b"Bonjour.")
    page = elise.post(FILE, {**fields_of(elise.get(FILE)), "text": "", "files": [file]})

    assert page.status_code == 422
    assert "choisissez de nouveau tous ceux" in text_of(page)


@pytest.mark.parametrize("between", ["\u2013", " ", " - "])
def test_the_number_is_read_as_people_write_it(scene: Scene, issued: IssuedPass, between: str) -> None:
    kind, year, rank = scene.number.split("-")
    number = between.join((kind.lower(), year, rank.lstrip("0")))

    assert Client().post("/suivi/", {"number": number, "code": issued.code}).status_code == 303


def asked(**answers: Any) -> tuple[Request, Client]:
    """A request without a dossier, and whoever holds its link."""
    with acting_as(service("public_intake")) as intake:
        kept = submit_request(
            actor=intake,
            name="Karim",
            order=None,
            answers={"summary": "Rien.", **answers},
            now=timezone.now(),
        )
        link = issue_request_pass(
            compartment=kept.compartment, reference=kept.reference, actor_code=intake.code, now=timezone.now()
        )
    client = Client()
    client.get(link.url_path)
    return kept, client


def test_a_request_that_was_handed_over_says_so(cast: Cast) -> None:
    kept, client = asked()
    assert "Nous avons reçu votre demande." in text_of(client.get(FILE))

    with as_owner():
        Request.objects.filter(pk=kept.pk).update(
            answers={}, set_aside_at=timezone.now(), set_aside_reason="Remise."
        )
    words = text_of(client.get(FILE))
    assert "Votre demande a été remise à l’unité qui doit la traiter." in words
    assert "classée" not in words
    assert "mènera à votre dossier" not in words


def test_nobody_s_name_is_promised_no_letter_and_no_date(cast: Cast) -> None:
    _, client = asked(who="anonymous")

    words = text_of(client.get(FILE))
    assert "revenez ici voir notre réponse" in words
    assert "nous vous écrivons" not in words
    assert "Accusé de réception" not in words


def test_words_of_distress_are_answered_on_the_page_of_the_request(cast: Cast) -> None:
    _, client = asked(wish="Je n’ai plus envie de vivre.")

    assert "9-8-8" in text_of(client.get(FILE))
    assert "9-8-8" not in text_of(asked()[1].get(FILE))


def test_she_corrects_where_she_is_written_to_and_the_old_address_is_told(
    scene: Scene, elise: Client
) -> None:
    form = elise.get("/suivi/dossier/coordonnees/")
    assert fields_of(form)["email"] == "elise@exemple.example"

    sent = send(elise, "/suivi/dossier/coordonnees/", email="nouvelle@exemple.example")

    assert sent.status_code == 303
    with as_owner():
        assert Party.objects.get(role="requester").email == "nouvelle@exemple.example"
        assert Mail.objects.get().recipients == ["elise@exemple.example"]
    assert "party.contact_corrected" in scene.codes


@pytest.mark.parametrize(
    ("email", "address", "words"),
    [("", "", "au moins une adresse"), ("pas une adresse", "1, rue X", "n’est pas complète")],
)
def test_it_refuses_to_leave_her_without_an_address(
    elise: Client, email: str, address: str, words: str
) -> None:
    answer = send(elise, "/suivi/dossier/coordonnees/", email=email, address=address)

    assert answer.status_code == 422
    assert words in text_of(answer)


# --- Visits -------------------------------------------------------------------------------------------------
def test_a_visit_is_journaled_once_and_its_instant_kept(scene: Scene, elise: Client) -> None:
    for _ in range(3):
        elise.get(FILE)

    assert scene.codes.count("pass.exchanged") == 1
    assert scene.codes.count("pass.used") == 0  # the exchange began the visit


def test_the_queries_do_not_grow_with_the_messages(scene: Scene, elise: Client) -> None:
    def queries() -> int:
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as caught:
            assert elise.get(FILE).status_code == 200
        return len(caught)

    def post(count: int) -> None:
        for n in range(count):
            scene.act(
                "nadia",
                lambda a, d, n=n: post_message(
                    dossier=d, direction="out", party=party(d), text=f"Message {n}", actor_code=a.code,
                    now=scene.now + timedelta(minutes=n),
                ),
            )  # fmt: skip

    post(2)
    few = queries()
    post(10)
    assert queries() == few


def test_no_more_than_the_limit_is_read(elise: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    big = SimpleUploadedFile("gros.txt", b"a" * (MIB + 1))

    answer = send(elise, text="Voici.", files=big)

    assert answer.status_code == 422
    assert "dépasse 1" in text_of(answer)


def test_acting_as_is_restored_after_each_act(scene: Scene, elise: Client) -> None:
    send(elise, text="Bonjour.")
    with acting_as(scene.cast.actor("bruno")), connection.cursor() as cursor:
        cursor.execute("select current_setting('egide.pass', true), egide_pass()")
        assert cursor.fetchone() == ("", None)
