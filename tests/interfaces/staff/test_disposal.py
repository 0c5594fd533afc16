"""The screens of holds and dispositions: who sees what, each step by its page, titles only to whom they open.

The kernel’s own refusals are in tests/kernel/disposal.
"""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from egide.kernel.disposal.models import DispositionList, ListItem, ListState
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.models import Hold
from tests.cast import Cast, seed_office
from tests.database import as_owner
from tests.kernel.disposal.steps import SECRET, made, old_dossier
from tests.kernel.scene import Scene
from tests.walls.house import client_of


@pytest.fixture
def scene(db: None) -> Scene:
    """An old dossier, due since last month whatever the day of the test."""
    scene = old_dossier(seed_office())
    with as_owner():
        Dossier.objects.filter(number=scene.number).update(
            semi_active_until=timezone.localdate() - timedelta(days=30)
        )
    return scene


def client(cast: Cast, who: str) -> Client:
    return client_of(cast.user(who))


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def post(client: Client, url: str, **said: str) -> str:
    answer = client.post(url, said)
    assert answer.status_code == 303, re.sub(r"\s+", " ", answer.content.decode())[-3000:]
    return str(answer.headers["Location"])


def step(number: str, code: str) -> str:
    return reverse("staff:disposal_step", kwargs={"listed": number, "step": code})


def test_a_list_goes_from_page_to_page(scene: Scene) -> None:
    rene, marc, helene = (client(scene.cast, who) for who in ("rene", "marc", "helene"))
    new = reverse("staff:disposal_new")
    batch = re.search(r'value="(D\|interventions\|6200)"', text(rene, new))
    assert batch
    today = timezone.localdate().isoformat()
    where = post(rene, new, batch=batch.group(1), due_by=today)
    with as_owner():
        number = DispositionList.objects.get().number
    assert number in where
    assert SECRET not in text(rene, where)  # René prepares the list; the dossier does not open for him
    post(rene, step(number, "soumettre"))

    assert "Absence de nouvelles" in text(marc, where)
    item = reverse("staff:disposal_item", kwargs={"listed": number, "place": 1})
    refused = marc.post(item, {"reason": "Utile.", "keep_until": "2001-01-01"})
    assert (refused.status_code, "à venir" in refused.content.decode()) == (422, True)
    post(marc, step(number, "accord"))
    post(marc, step(number, "fin-revision"))
    post(rene, step(number, "verifier"))
    assert rene.post(step(number, "approuver"), {"read": "on", "digest": "0" * 64}).status_code == 422
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', text(helene, step(number, "approuver")))
    assert digest
    post(helene, step(number, "approuver"), digest=digest.group(1), read="on")
    with as_owner():
        listed = DispositionList.objects.get()
        assert listed.state == ListState.WINDOW
    assert "délai d’opposition n’est pas terminé" in rene.post(step(number, "executer")).content.decode()
    post(marc, item, reason="Recherche en cours.")
    with as_owner():
        assert ListItem.objects.get().outcome == "dropped"


def test_a_hold_is_placed_and_lifted_with_its_reason(scene: Scene) -> None:
    rene = client(scene.cast, "rene")
    place = reverse("staff:hold_place")
    unknown = rene.post(place, {"number": "INT-2026-99999", "kind": "legal", "reason": "Litige."})
    assert (unknown.status_code, "à votre portée" in unknown.content.decode()) == (422, True)
    post(rene, place, number=scene.number, kind="ombudsman", reason="Demande du Protecteur.")

    shown = text(rene, reverse("staff:holds"))
    assert scene.number in shown
    assert "Demande du Protecteur." in shown
    assert "Absence de nouvelles" not in shown
    assert "Protecteur du citoyen" in text(client(scene.cast, "marc"), f"/dossiers/{scene.number}/")
    lift = reverse("staff:hold_lift", kwargs={"held": scene.number, "rank": 1})
    assert rene.post(lift, {"reason": ""}).status_code == 422
    post(rene, lift, reason="Demande retirée.")
    with as_owner():
        assert Hold.objects.get().lifted_at is not None


@pytest.mark.parametrize("name", ["holds", "disposals", "transfers", "records"])
def test_the_pages_teach_when_they_are_empty(db: None, name: str) -> None:
    assert "Gestion documentaire" in text(client(seed_office(), "rene"), reverse(f"staff:{name}"))


@pytest.mark.parametrize("who", ["nadia", "bruno", "simon"])
def test_whoever_neither_prepares_nor_answers_sees_no_list(scene: Scene, who: str) -> None:
    listed: Any = made(scene.cast)
    person = client(scene.cast, who)

    assert listed.number not in text(person, reverse("staff:disposals"))
    assert person.get(reverse("staff:disposal", kwargs={"listed": listed.number})).status_code == 404
    batch = person.post(
        reverse("staff:disposal_new"), {"batch": "D|interventions|6200", "due_by": "2030-01-01"}
    )
    assert batch.status_code == 403
    assert "réservée à" in batch.content.decode()
    assert client(scene.cast, "denis").get(reverse("staff:disposals")).status_code == 404


def test_a_list_of_another_compartment_does_not_exist(scene: Scene) -> None:
    listed: Any = made(scene.cast)
    url = reverse("staff:disposal", kwargs={"listed": listed.number})
    assert client(scene.cast, "claire").get(url).status_code == 404
    assert client(scene.cast, "rene").get(url).status_code == 200
