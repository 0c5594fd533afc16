"""One story in a real Chromium, on a phone: Élise follows and writes, the order answers once.

Every page goes through axe, in light and dark, and fits 360 pixels. The fields come from the real actions.
"""

import os
from pathlib import Path

from django.core.cache import cache
from playwright.sync_api import Page

from egide.kernel.messages.models import Message
from egide.kernel.passes.actions import IssuedPass
from tests import axe
from tests.cast import seed_office
from tests.database import as_owner
from tests.interfaces.public.chromium import chromium
from tests.interfaces.public.test_in_a_browser import faults, fits
from tests.kernel.passes.holding import give, party
from tests.kernel.scene import Scene, open_scene

SHOTS = os.environ.get("EGIDE_SHOTS", "")


class Look:
    """Looks at a page in light and dark, and keeps its picture when asked."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def __call__(self) -> None:
        self.count += 1
        assert faults(self.page) == [], self.page.url
        for scheme in axe.SCHEMES if SHOTS else ():
            self.page.emulate_media(color_scheme=scheme)
            name = f"suivi-{self.count:02}-{scheme}.png"
            self.page.screenshot(path=str(Path(SHOTS) / name), full_page=True)
        assert fits(self.page), self.page.url


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def given(scene: Scene) -> tuple[IssuedPass, IssuedPass]:
    """Will give Élise her link and the order the one of its letter."""
    scene.acknowledge()
    follow = give(scene)

    def address_to_order(actor: object, dossier: object) -> int:
        letter = scene.letter("acknowledgment")
        assert letter.version is not None
        return int(letter.version.document.rank)

    rank = scene.act("bruno", address_to_order)
    with as_owner():
        letter = scene.letter("acknowledgment")
        letter.recipient_id = party(letter.dossier, "order").pk
        letter.save(update_fields=["recipient"])
    return follow, give(scene, role="order", purpose="answer", document_rank=rank)


def test_the_citizen_follows_and_the_order_answers_once(live_site: str) -> None:
    cache.clear()
    scene = open_scene(seed_office())
    follow, answer = given(scene)

    with chromium(f"{live_site}/suivi/", width=360) as page:
        look = Look(page)
        look()
        press(page, "Voir mon dossier")
        look()  # refused, with its errors
        page.get_by_label("Numéro du dossier").fill(scene.number)
        page.get_by_label("Code de suivi").fill(follow.code)
        press(page, "Voir mon dossier")
        assert page.url == f"{live_site}/suivi/dossier/"
        look()
        page.get_by_label("Votre message").fill("Je n’ai plus la force de vivre.\n\nRépondez-moi.")
        page.get_by_label("Fichiers à joindre").set_input_files(
            {"name": "photo.txt", "mimeType": "text/plain", "buffer": b"Bonjour."}
        )
        press(page, "Envoyer le message")
        page.get_by_text("Votre message est envoyé").wait_for()
        page.get_by_text("9-8-8").wait_for()
        look()
        for link in ("Corriger mes coordonnées", "Retirer ma demande"):
            with page.expect_navigation():
                page.get_by_role("link", name=link).click()
            look()
            page.goto(f"{live_site}/suivi/dossier/")
        press(page, "Quitter le suivi")
        look()
        page.goto(f"{live_site}/suivi/lien-perdu/")
        look()
        page.get_by_label("Numéro du dossier").fill(scene.number)
        page.get_by_label("Votre adresse de courriel").fill("elise@exemple.example")
        press(page, "Recevoir un nouveau lien")
        look()
        page.goto(f"{live_site}{answer.url_path}")
        assert page.url == f"{live_site}/reponse/lettre/"
        look()
        page.get_by_label("Votre réponse").fill("Le syndic a écrit le 3 mars.")
        press(page, "Transmettre la réponse")
        page.get_by_role("heading", name="Votre réponse est transmise").wait_for()
        look()
        page.goto(f"{live_site}{answer.url_path}")
        page.get_by_role("heading", name="Ce lien est fermé").wait_for()
        look()

    with as_owner():
        texts = set(Message.objects.values_list("text", flat=True))
    assert texts == {"Je n’ai plus la force de vivre.\n\nRépondez-moi.", "Le syndic a écrit le 3 mars."}
