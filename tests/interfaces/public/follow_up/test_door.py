"""The door of the follow-up, by plain requests: a link or a code exchanged for a cookie, limits, leaving.

What is behind it is tried beside it.
"""

import pytest
from django.test import Client

from egide.interfaces.public.followup_cookies import FOLLOWING, LIFE
from egide.kernel.passes.actions import IssuedPass, revoke_passes
from egide.kernel.passes.secrets import new_secret
from tests.cast import Cast
from tests.interfaces.public.follow_up.conftest import FILE
from tests.interfaces.public.visits import text_of
from tests.kernel.scene import Scene


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


@pytest.mark.parametrize("between", ["\u2013", " ", " - "])
def test_the_number_is_read_as_people_write_it(scene: Scene, issued: IssuedPass, between: str) -> None:
    kind, year, rank = scene.number.split("-")
    number = between.join((kind.lower(), year, rank.lstrip("0")))

    assert Client().post("/suivi/", {"number": number, "code": issued.code}).status_code == 303
