"""A public form that is sent again, after a double click or after going back, shows the receipt of its first sending.

Somebody else who holds the form's key is shown that receipt, and neither the secret link nor what was written.
"""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from egide.kernel.dossiers.models import Dossier
from egide.kernel.passes.models import Pass
from egide.modules.interventions.models import Request
from egide.platform.sendings.models import SentForm
from egide.platform.sendings.remembering import forget
from tests.cast import Cast, seed_office
from tests.database import as_owner
from tests.interfaces.public import test_access_form, test_admission_form, test_services
from tests.interfaces.public.visits import Citizen, fields_of, text_of

BEFORE = "Ce formulaire avait déjà été envoyé"
FORMS = {
    test_access_form.ADDRESS: ("text", test_access_form.WORDS),
    test_services.ADDRESS: ("text", test_services.WORDS),
    test_admission_form.ADDRESS: ("facts", test_admission_form.WHOLE),
}
SECRET = (test_access_form.ADDRESS, test_admission_form.ADDRESS)


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


@pytest.fixture
def browser(cast: Cast) -> Client:
    return Client()


def shown(browser: Client, address: str) -> dict[str, str]:
    """The key of the form that this browser is shown."""
    return {"form_key": fields_of(browser.get(address))["form_key"]}


def dossiers() -> int:
    with as_owner():
        return Dossier.objects.count()


@pytest.mark.parametrize("address", FORMS)
def test_the_same_form_sent_again_shows_the_first_receipt(browser: Client, address: str) -> None:
    words, key = FORMS[address][1], shown(browser, address)
    first, second = browser.post(address, words | key), browser.post(address, words | key)

    assert second.headers["Location"] == f"{first.headers['Location']}?deja=1"
    assert dossiers() == 1
    assert BEFORE not in text_of(browser.get(first.headers["Location"]))
    assert BEFORE in text_of(browser.get(second.headers["Location"]))


@pytest.mark.parametrize("address", FORMS)
def test_the_same_words_put_back_in_a_form_asked_for_again_are_one_sending(
    browser: Client, address: str
) -> None:
    field, words = FORMS[address]
    browser.post(address, words | shown(browser, address))

    again = browser.post(address, words | shown(browser, address))
    assert again.headers["Location"].endswith("?deja=1")
    assert dossiers() == 1

    other = browser.post(address, words | shown(browser, address) | {field: "Autre chose."})
    assert not other.headers["Location"].endswith("?deja=1")
    assert dossiers() == 2


def test_other_files_or_an_hour_later_make_another_request(browser: Client) -> None:
    address, words = test_access_form.ADDRESS, test_access_form.WORDS
    joined = {"attachments": [SimpleUploadedFile("preuve.txt", b"Elise")]}
    browser.post(address, words | shown(browser, address))

    assert "deja" not in browser.post(address, words | joined | shown(browser, address)).headers["Location"]
    with as_owner():
        SentForm.objects.update(sent_at=timezone.now() - timedelta(hours=2))
    assert "deja" not in browser.post(address, words | shown(browser, address)).headers["Location"]
    assert dossiers() == 3


@pytest.mark.parametrize("address", FORMS)
def test_another_browser_with_the_key_is_shown_the_receipt_and_no_secret(
    browser: Client, address: str
) -> None:
    words, key = FORMS[address][1], shown(browser, address)
    browser.post(address, words | key)
    other = Client()
    shown(other, address)  # it holds a forgery cookie of its own

    receipt = text_of(other.get(other.post(address, words | key).headers["Location"]))

    assert dossiers() == 1
    assert BEFORE in receipt
    assert "Lien personnel" not in receipt
    with as_owner():
        assert Pass.objects.count() == (address in SECRET)


@pytest.mark.parametrize("address", SECRET)
@pytest.mark.parametrize(
    "reached", [{}, {"email": "", "preferred_channel": "", "address": "12, rue du Port"}]
)
def test_its_own_browser_is_shown_the_one_link_that_works(
    browser: Client, address: str, reached: dict[str, str]
) -> None:
    form = FORMS[address][1] | reached | shown(browser, address)
    receipts = [text_of(browser.get(browser.post(address, form).headers["Location"])) for _ in "12"]

    with as_owner():
        assert Pass.objects.filter(revoked_at=None).count() == 1
    links = [said[said.index("/suivi/") :].split(" ", 1)[0] for said in receipts]
    assert (links[0] == links[1]) is not bool(reached)  # who was written to keeps the link of the e-mail
    assert Client().get(links[1], follow=True).status_code == 200


@pytest.mark.parametrize("key", ["", "k" * 32, "a.b:c", "é" * 40])
def test_a_key_that_we_did_not_draw_counts_for_nothing(browser: Client, key: str) -> None:
    for _ in range(2):
        sent = browser.post(test_services.ADDRESS, test_services.WORDS | {"form_key": key})
        assert "deja" not in sent.headers["Location"]
    assert dossiers() == 2


def test_nothing_of_a_sending_is_readable_in_its_row_and_it_goes_after_thirty_days(browser: Client) -> None:
    key = shown(browser, test_admission_form.ADDRESS)
    browser.post(test_admission_form.ADDRESS, test_admission_form.WHOLE | key)
    row = SentForm.objects.get()
    with as_owner():
        number = Dossier.objects.get().number
    said = f"{row.key} {row.words} {row.files} {bytes(row.receipt).decode()}"
    assert number not in said
    assert key["form_key"] not in said

    assert forget(now=row.sent_at + timedelta(days=29)) == 0
    assert forget(now=row.sent_at + timedelta(days=31)) == 1


def test_the_request_in_steps_sent_again_is_one_request_and_its_secret_is_for_its_browser(
    browser: Client,
) -> None:
    citizen = Citizen(browser)
    citizen.reach(5)
    sent = {**fields_of(citizen.page), "consent": "on", "go": "send"}
    first, second = browser.post("/demande/", sent), browser.post("/demande/", sent)
    other = Client()
    other.get("/demande/")
    third = other.post("/demande/", sent)

    assert second.headers["Location"] == third.headers["Location"] == f"{first.headers['Location']}?deja=1"
    with as_owner():
        assert Request.objects.count() == 1
    assert "Lien personnel" in text_of(browser.get(second.headers["Location"]))
    assert "Lien personnel" not in text_of(other.get(third.headers["Location"]))
