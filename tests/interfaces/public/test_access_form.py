"""Anybody asks for a document without an account: the request goes behind the wall, the receipt carries the secret."""

import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from egide.kernel.documents.models import Document
from egide.kernel.passes.models import Pass
from egide.modules.access_requests.models import AccessRequest
from egide.platform.accounts.models import Compartment, Site, Unit
from egide.platform.mail.models import Message
from tests.database import as_owner
from tests.interfaces.public.visits import text_of

ADDRESS = "/acces/"
WORDS = {
    "asked": "personal",
    "text": "Tout ce que vous avez à mon sujet depuis 2020.",
    "name": "Élise Tremblay",
    "email": "elise@exemple.example",
    "go": "send",
}


@pytest.fixture
def visitor(office: None) -> Client:
    with as_owner():
        place = Compartment.objects.get(code="access")
        if not Unit.objects.filter(compartment=place).exists():
            site = Site.objects.order_by("pk").first() or Site.objects.create(code="quebec", name="Québec")
            Unit.objects.create(code="access", name="Accès à l’information", compartment=place, site=site)
    return Client()


def kept() -> list[AccessRequest]:
    with as_owner():
        return list(AccessRequest.objects.select_related("dossier", "compartment"))


def test_a_request_opens_its_dossier_with_its_proof_and_shows_the_secret_once(visitor: Client) -> None:
    sent = visitor.post(
        ADDRESS, {**WORDS, "attachments": [SimpleUploadedFile("preuve.txt", "Élise Tremblay".encode())]}
    )

    assert sent.status_code == 303
    [request] = kept()
    assert (request.compartment.code, request.asked) == ("access", "personal")
    with as_owner():
        assert Document.objects.filter(dossier=request.dossier).count() == 1
        assert Pass.objects.filter(dossier=request.dossier, purpose="follow_up").count() == 1
        told = Message.objects.get()
    assert request.dossier.number in told.subject
    receipt = text_of(visitor.get(sent.headers["Location"]))
    assert request.dossier.number in receipt
    assert "/suivi/" in receipt
    assert "Élise" not in receipt
    later = text_of(Client().get(sent.headers["Location"]))
    assert "Demandez un nouveau lien" in later
    assert mail.outbox == []


def test_the_follow_up_says_where_it_stands_and_nothing_of_the_staff(visitor: Client) -> None:
    sent = visitor.post(ADDRESS, WORDS)
    receipt = visitor.get(sent.headers["Location"]).content.decode()
    link = re.search(r"/suivi/[0-9A-Za-z]+-[0-9A-Za-z-]+/", receipt)
    assert link is not None

    shown = text_of(Client().get(link[0], follow=True))

    assert "Nous avons reçu votre demande" in shown
    assert kept()[0].dossier.number in shown


def test_what_is_missing_is_asked_and_what_was_typed_stays(visitor: Client) -> None:
    refused = visitor.post(ADDRESS, {**WORDS, "email": "", "name": ""})

    assert refused.status_code == 422
    shown = text_of(refused)
    assert "Inscrivez votre nom" in shown
    assert "Inscrivez un courriel ou une adresse postale" in shown
    assert "Tout ce que vous avez à mon sujet" in shown
    assert kept() == []


def test_the_guide_leads_to_the_form(visitor: Client) -> None:
    assert "/acces/" in visitor.get("/orientation/acces-aux-documents/").content.decode()
