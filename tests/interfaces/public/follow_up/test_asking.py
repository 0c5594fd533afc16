"""What the bearer of a link may ask: to withdraw, to be written to elsewhere; and the request that has no dossier yet.

Nothing is decided here: the staff is told.
"""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from egide.kernel.messages.models import Message
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.passes.actions import issue_request_pass
from egide.modules.interventions.actions import submit_request
from egide.modules.interventions.models import Request
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.mail.models import Message as Mail
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.public.follow_up.conftest import FILE, send
from tests.interfaces.public.visits import fields_of, text_of
from tests.kernel.scene import Scene


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
