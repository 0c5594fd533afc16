"""Every field of the form against what it never asked for: always words in French, nothing lost, never a 500.

Each attack goes through a real request to each field of each step, then through a real sending.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from egide.interfaces.public.drafts import ANSWERS
from egide.modules.interventions.models import Request
from tests.database import as_owner
from tests.interfaces.public.visits import ADDRESS, CONSENT, STEPS, STORY, Citizen, fields_of

LONG = "é" * 100_000
ATTACKS = {
    "nul": "avant\x00après",
    "controls": "avant\x01\x1b\x7f\x9fapres",
    "bidi": "avant\u202egnp.exe\u202c",
    "long": LONG,
    "html": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>",
    "template": "{{ request.user }}{% debug %}${7*7}",
    "sql": "'; drop table interventions_request; --",
    "formula": "=cmd|' /C calc'!A0",
    "emoji": "Réponse 👩🏽‍⚖️ 🇨🇦",
    "combining": "e\u0301" * 50 + "\u0489" * 50,
    "line ends": "a\r\nb\rc\u2028d\u0085e\x0bf",
    "spaces": "\u00a0\u202f\u3000 ",
    "number": "9" * 400,
    "path": "../../../../etc/passwd",
}
TEXTS = ("order", "inquiry_requested_on", "summary", "wish", "title", "name", "email", "phone", "address")
CHOICES = ("situation", "order_slug", "mechanism", "preferred_channel", "consent")
STEP_OF = {
    "situation": 1, "order": 2, "order_slug": 2, "mechanism": 2, "inquiry_requested_on": 2,
    "syndic_decided_on": 2, "more_orders": 2, "review_requested": 2, "private_complaint": 2, "conciliation": 2,
    "other_recourse": 2, "who": 4, "represented": 4, "signatories": 4, "accommodations": 4,
    "summary": 3, "wish": 3, "title": 3,
    "name": 4, "email": 4, "phone": 4, "address": 4, "preferred_channel": 4, "consent": 5,
}  # fmt: skip


def test_every_answer_is_attacked() -> None:
    assert set(STEP_OF) == set(ANSWERS)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_field_can_break_a_step(citizen: Citizen, attack: str) -> None:
    citizen.reach(5)
    before = {**fields_of(citizen.page), **CONSENT}

    for name, step in STEP_OF.items():
        sent = {**before, "step": str(step), "go": "next", name: ATTACKS[attack]}
        page = citizen.client.post(ADDRESS, sent)
        assert page.status_code in {200, 422}, name
        assert "<script>alert" not in page.content.decode()
        kept = fields_of(page)
        # What was typed elsewhere is still in the page.
        assert kept["form_key"] == before["form_key"]
        if name != "summary":
            assert kept.get("summary", "").replace("\r\n", "\n") == STORY["summary"], name


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_answer_can_break_the_sending(citizen: Citizen, attack: str) -> None:
    citizen.reach(5)
    before = {**fields_of(citizen.page), **CONSENT, "go": "send"}

    for name in ANSWERS:
        page = citizen.client.post(ADDRESS, {**before, name: ATTACKS[attack], "form_key": ""})
        assert page.status_code in {303, 422, 429}, name

    with as_owner():
        for request in Request.objects.all():
            assert "\x00" not in str(request.answers)


def test_it_keeps_a_formula_and_an_emoji_as_they_were_written(citizen: Citizen) -> None:
    citizen.reach(5, summary="=1+1 👩🏽‍⚖️ <b>gras</b>")

    citizen.send()

    with as_owner():
        assert Request.objects.get().answers["summary"] == "=1+1 👩🏽‍⚖️ <b>gras</b>"


def test_it_tells_that_invisible_characters_were_removed_and_then_goes_on(citizen: Citizen) -> None:
    citizen.reach(3)

    refused = citizen.post(summary="Mon\x00 récit\u202e", wish="", title="")

    assert refused.status_code == 422
    assert "Ce texte contenait des caractères invisibles" in citizen.words
    assert fields_of(citizen.page)["summary"] == "Mon récit"
    assert citizen.post().status_code == 200


def test_it_says_how_much_too_long_an_answer_is_and_keeps_it_whole(citizen: Citizen) -> None:
    citizen.reach(3)

    refused = citizen.post(summary=LONG, wish="", title="")

    assert refused.status_code == 422
    assert "Raccourcissez cette réponse de 92 000 caractères" in citizen.words
    assert fields_of(citizen.page)["summary"] == LONG


def test_a_line_end_counts_for_one_character(citizen: Citizen) -> None:
    citizen.reach(3)

    assert citizen.post(summary="a\r\n" * 4000, wish="", title="").status_code == 200


def test_it_tells_which_characters_could_not_be_read(citizen: Citizen) -> None:
    citizen.reach(3)
    token = fields_of(citizen.page)["form_key"]
    body = f"step=3&go=next&form_key={token}&situation=no_news&summary=caf%E9".encode()

    page = citizen.client.post(ADDRESS, data=body, content_type="application/x-www-form-urlencoded")

    assert page.status_code == 422
    assert "caractères n’ont pas pu être lus" in page.content.decode()


def test_a_lone_surrogate_is_told(citizen: Citizen) -> None:
    body = b"step=3&go=next&situation=no_news&summary=a%ED%A0%80b"

    page = citizen.client.post(ADDRESS, data=body, content_type="application/x-www-form-urlencoded")

    assert page.status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"go=send",
        b"step=99&go=next",
        b"step=-1&go=8",
        b"step=2&step=3&go=next&go=send&summary=a&summary=b",
    ],
    ids=["nothing", "only the button", "a step too far", "no such step", "repeated fields"],
)
def test_missing_and_repeated_fields_show_a_step(citizen: Citizen, body: bytes) -> None:
    page = citizen.client.post(ADDRESS, data=body, content_type="application/x-www-form-urlencoded")

    assert page.status_code == 422
    assert "à corriger" in page.content.decode()


def test_thousands_of_fields_are_refused_in_french(citizen: Citizen) -> None:
    page = citizen.client.post(ADDRESS, {f"f{n}": "x" for n in range(2000)})

    assert page.status_code == 400
    assert "beaucoup plus de réponses" in page.content.decode()


def test_a_multipart_body_that_is_cut_is_refused_in_french(citizen: Citizen) -> None:
    page = citizen.client.post(
        ADDRESS, data=b"--x\r\nContent-Disp", content_type="multipart/form-data; boundary="
    )

    assert page.status_code == 400
    assert "incomplet" in page.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd", "CON", "a" * 300 + ".pdf", "fa\u202efdp.exe", "nom;rm -rf.txt", ".htaccess",
        "=cmd.csv", "<script>.txt", "é\u0301👩🏽‍⚖️.txt", "espace insécable\u00a0.txt", "%00.txt",
    ],
)  # fmt: skip
def test_a_strange_file_name_is_kept_clean_or_refused_in_words(citizen: Citizen, name: str) -> None:
    citizen.reach(5)

    page = citizen.send(attachments=[SimpleUploadedFile(name, b"Bonjour.")])

    assert page.status_code in {303, 422}
    if page.status_code == 422:
        assert "n’a pas été accepté" in citizen.words


def test_a_forged_receipt_does_not_exist(citizen: Citizen) -> None:
    for token in ("x", "eyJuIjoiUkVDIn0:x", "a" * 5000, "%00", "..", "é"):
        assert citizen.client.get(f"{ADDRESS}recue/{token}/").status_code == 404


def test_the_ordinary_answers_pass(citizen: Citizen) -> None:
    """The positive twin of all that precedes: the same road, with what the form asks for."""
    citizen.reach(5)

    assert len(STEPS) == 4
    assert citizen.send().status_code == 303
