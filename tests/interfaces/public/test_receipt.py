"""What the person keeps of a sending: number, link and code, by screen and by e-mail, never in an address.

The house keeps a hash; the e-mail names neither the professional nor the matter.
"""

from email import message_from_bytes
from email.policy import default

import pytest
from django.test import Client

from egide.interfaces.public import confirmations, receipt_secrets
from egide.kernel.passes.models import Pass
from egide.modules.interventions.law import confirmation_counts
from egide.modules.interventions.models import Request
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.mail.content import content
from egide.platform.mail.models import Message
from tests.database import as_owner
from tests.interfaces.public.visits import ADDRESS, CONSENT, Citizen, fields_of, text_of


def kept() -> Request:
    with as_owner():
        return Request.objects.get()


def letters() -> list[str]:
    with acting_as(service("public_intake")):
        raw = [content(message) for message in Message.objects.order_by("pk")]
    return [
        f"{mail['Subject']}\n{mail.get_content()}"
        for mail in (message_from_bytes(r, policy=default) for r in raw)
    ]


def test_the_receipt_shows_the_link_and_the_code_that_open_the_follow_up(citizen: Citizen) -> None:
    citizen.reach(5)
    sent = citizen.send()

    receipt = citizen.client.get(sent.headers["Location"])

    words = text_of(receipt)
    [row] = _passes()
    assert "Pour suivre votre demande" in words
    secret = receipt_secrets.carried(receipt.wsgi_request, reference=kept().reference)
    assert secret is not None
    assert secret.url in words
    assert secret.code in words
    assert secret.code not in sent.headers["Location"]
    assert secret.code.replace("-", "") not in row.secret_sha256
    opened = Client().get(secret.url.removeprefix("http://localhost:8000"))
    assert opened.status_code in {302, 303}
    assert opened.headers["Location"] == "/suivi/dossier/"


def _passes() -> list[Pass]:
    with as_owner():
        return list(Pass.objects.all())


def test_another_browser_that_has_the_address_sees_the_number_alone(citizen: Citizen) -> None:
    citizen.reach(5)
    address = citizen.send().headers["Location"]

    elsewhere = Client().get(address)

    assert kept().reference in text_of(elsewhere)
    assert "Demandez un nouveau lien" in text_of(elsewhere)
    assert "/suivi/" + "0" not in elsewhere.content.decode()
    assert elsewhere.headers["Cache-Control"] == "private, no-store"


def test_the_secret_of_another_request_is_not_shown(citizen: Citizen) -> None:
    citizen.reach(5)
    first = citizen.send().headers["Location"]
    again = Citizen(citizen.client)
    again.reach(5)
    again.send()

    assert "Demandez un nouveau lien" in text_of(citizen.client.get(first))


@pytest.mark.parametrize("forged", ["", "x", "e30:x", "é", "a" * 4000])
def test_a_forged_cookie_shows_nothing(citizen: Citizen, forged: str) -> None:
    citizen.reach(5)
    address = citizen.send().headers["Location"]
    citizen.client.cookies[receipt_secrets.COOKIE] = forged

    assert "Demandez un nouveau lien" in text_of(citizen.client.get(address))


def test_it_confirms_by_email_with_the_number_the_days_the_contact_and_the_notice(citizen: Citizen) -> None:
    citizen.reach(5)
    citizen.send()

    [letter] = letters()
    flat = letter.replace("\u00a0", " ")
    assert kept().reference in flat
    assert "Réponse prévue : au plus tard le" in flat
    assert "418 643-6912" in flat
    assert "/renseignements-personnels/" in flat
    assert "/suivi/" in flat
    assert "Un accusé de réception suivra dans les 5 jours ouvrables" in flat


def test_the_email_names_neither_the_order_nor_the_matter(citizen: Citizen) -> None:
    citizen.reach(5)
    citizen.send()

    [letter] = letters()
    for said in ("dentiste", "syndic", "Élise", "Tremblay", "enquête", "nouvelles"):
        assert said.lower() not in letter.lower(), said


def test_the_confirmation_does_not_pass_for_the_acknowledgment() -> None:
    assert not confirmation_counts(confirmations.SAYS)


def test_no_email_leaves_when_none_was_given(citizen: Citizen) -> None:
    citizen.reach(4)
    citizen.post(name="Élise Tremblay", preferred_channel="phone", phone="418 643-6912")
    sent = citizen.send()

    assert letters() == []
    assert (
        "par courriel"
        not in text_of(citizen.client.get(sent.headers["Location"])).split("Pour suivre")[1][:400]
    )


def test_a_form_sent_twice_confirms_once(citizen: Citizen) -> None:
    citizen.reach(5)
    last = {**fields_of(citizen.page), **CONSENT, "go": "send"}
    for _ in range(2):
        answer = citizen.client.post(ADDRESS, last)

    assert len(letters()) == 1
    secret = text_of(citizen.client.get(answer.headers["Location"]))
    assert "Lien personnel" in secret


def test_words_of_distress_are_answered_with_where_to_find_help(citizen: Citizen) -> None:
    citizen.reach(5, summary="Je n’ai plus envie de vivre.")
    sent = citizen.send()

    words = text_of(citizen.client.get(sent.headers["Location"]))
    assert "Besoin d’aide maintenant?" in words
    assert "9-8-8" in words
