"""A delegate of the Protecteur du citoyen follows an exchange by a secret link: her exchange and no other."""

from datetime import timedelta

import pytest
from django.test import Client

from egide.kernel.dossiers.models import Dossier
from egide.kernel.messages.models import Message
from egide.kernel.parties.models import Party
from egide.kernel.passes.actions import Purpose, issue_pass, revoke_passes
from egide.modules.ombudsman.models import OmbudsmanExchange, Recommendation
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW, TODAY, Cast, seed_office
from tests.database import as_owner
from tests.modules.ombudsman.scene import Scene, open_scene


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


@pytest.fixture
def scene(cast: Cast) -> Scene:
    found = open_scene(cast, asked_on=TODAY + timedelta(days=6), text="Une première question.")
    open_scene(cast, text="Une autre question.", delegate="Martin Côté")
    return found


def opened(scene: Scene) -> Client:
    """Will give the delegate her link, and open it."""
    link = scene.act(
        "luc",
        lambda a, d: issue_pass(
            dossier=d,
            party=Party.objects.get(dossier=d, role="requester"),
            purpose=Purpose.FOLLOW_UP,
            actor_code=a.code,
            now=NOW - timedelta(days=3),
        ),
    )
    client = Client()
    assert client.get(link.url_path)["Location"] == "/suivi/dossier/"
    return client


def test_a_delegate_follows_her_exchange_and_no_other(scene: Scene) -> None:
    delegate = opened(scene)

    shown = delegate.get("/suivi/dossier/")

    assert shown.status_code == 200
    assert scene.number in shown.text
    assert "L’équipe des plaintes a reçu votre demande." in shown.text
    for hidden in ("PCT-2026-00002", "Une autre question", "Martin Côté", "Luc Fournier", "légal"):
        assert hidden not in shown.text
    assert delegate.get(f"/dossiers/{scene.number}/").status_code == 302


def test_what_she_writes_joins_the_exchange(scene: Scene) -> None:
    delegate = opened(scene)
    page = delegate.get("/suivi/dossier/").text
    key = page.split('name="form_key" value="')[1].split('"')[0]

    sent = delegate.post("/suivi/dossier/", {"text": "Voici une précision.", "form_key": key})

    assert sent.status_code == 303
    with as_owner():
        written = Message.objects.get()
        assert (written.text, written.direction, written.dossier_id) == (
            "Voici une précision.",
            "in",
            Dossier.objects.get(number=scene.number).pk,
        )


def test_the_bearer_reads_nothing_of_the_module_by_plain_sql(scene: Scene) -> None:
    from egide.kernel.passes.actions import actor_for_pass
    from egide.kernel.passes.models import Pass

    opened(scene)
    with as_owner():
        held = Pass.objects.get()

    with acting_as(actor_for_pass(held)):
        assert list(Dossier.objects.values_list("number", flat=True)) == [scene.number]
        assert not OmbudsmanExchange.objects.exists()
        assert not Recommendation.objects.exists()


def test_a_link_taken_back_opens_nothing(scene: Scene) -> None:
    delegate = opened(scene)
    scene.act("luc", lambda a, d: revoke_passes(dossier=d, now=NOW))

    gone = delegate.get("/suivi/dossier/")

    assert gone.status_code == 302
    assert gone["Location"].startswith("/suivi/?")
