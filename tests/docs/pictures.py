"""The guide's pictures: walks the running demonstration and writes docs/guide/images, and the README's pictures.

Run by script/guide. It saves nothing in the demonstration, except a lost link that it asks for and a period of
administration that it begins.
"""

import os
import random
import re
import sys
import time
import urllib.error
import urllib.request
from email import message_from_bytes, policy
from pathlib import Path

from playwright.sync_api import Page

from egide.platform.database.places import home
from tests.docs.camera import HOUSE, PASSWORD, Camera, opened
from tests.docs.pictures_records import clock, records_office, redactor

PATIENCE = 90  # seconds: the worker sends the lost link


def mail_room(camera: Camera) -> None:
    """The secretary's morning."""
    page = camera.desk("bruno")
    page.goto("/travail/courrier/")
    page.locator("[name=channel]").select_option(label="Poste")
    page.locator("[name=name]").fill("Elise Trembley")
    page.locator("[name=email]").fill("elise.tremblay@courriel.example")
    top(page)
    camera.take(page, "courrier", height=1100)
    page.get_by_role("button", name="Chercher les dossiers antérieurs").click()
    page.get_by_text("Rien n’est réuni automatiquement").wait_for()
    top(page)
    camera.take(page, "doublons", height=700)
    page.goto("/boite/")
    camera.take(page, "boite", height=860)
    camera.follow(page.locator(".row-link").first)
    page.get_by_role("heading", name="Ouvrir un dossier").wait_for()
    camera.take(page, "demande-recue", height=1160)
    page.goto("/travail/renseignements/")
    camera.take(page, "renseignements", height=760)
    page.goto("/travail/courrier/plis/")
    camera.take(page, "plis", height=860)


def work(camera: Camera) -> None:
    """The analyst's day."""
    page = camera.desk("nadia")
    camera.take(page, "travail", height=900)
    camera.take(page, "home", height=900, folder=HOUSE)
    first(page, "awaiting_order")
    camera.take(page, "dossier", height=1000)
    for name, shade in (("dossier", "light"), ("dossier-dark", "dark")):
        camera.take(page, name, height=900, folder=HOUSE, shade=shade)
    page.goto(f"{page.url}echeances/")
    page.get_by_role("heading", name="Échéances en cours").wait_for()
    camera.take(page, "preuve", height=1400, part=page.locator(".two", has=page.locator("#section")).first)
    first(page, "triage")
    camera.follow(page.get_by_role("link", name="Déclarer recevable"))
    camera.take(page, "recevable", height=860)
    first(page, "in_progress")
    camera.follow(page.get_by_role("link", name="Intervenir auprès de l’ordre"))
    camera.take(page, "ordre", height=1100)
    first(page, "reply_review")
    camera.follow(page.get_by_role("link", name="Réponse motivée").first)
    camera.take(page, "lettre", height=1080)


def signing(camera: Camera) -> None:
    """The approver's queue, at a desk and on a phone; several dossiers at once."""
    page = camera.desk("marc")
    page.goto("/travail/signature/")
    camera.take(page, "file", height=700)
    camera.follow(page.get_by_role("link", name="Commencer par la première"))
    page.get_by_role("heading", name="Votre décision").wait_for()
    camera.take(page, "signer", height=1000)
    address = page.url
    page.goto("/interventions/?etat=received")
    for box in page.locator("[name=d]").all()[:3]:
        box.check()
    page.get_by_role("button", name="Voir l’aperçu").click()
    page.get_by_role("button", name="Confier ces dossiers").wait_for()
    camera.take(page, "lot", height=760)
    hand = camera.phone("marc")
    hand.goto(address)
    hand.get_by_role("heading", name="Votre décision").scroll_into_view_if_needed()
    camera.take(hand, "signer-telephone")


def proving(camera: Camera) -> None:
    """The figures, the report, a sheet with its map, the measures, what is taken out."""
    page = camera.desk("nadia")
    page.goto("/travail/tableau-de-bord/")
    camera.take(page, "tableau-de-bord", height=1180)
    page.goto("/interventions/?dossiers=any&recu_du=2026-04-01&tri=newest")
    camera.take(page, "liste-dates", height=760)
    page.goto("/travail/mesures/")
    camera.take(page, "mesures", height=900)
    page.goto("/travail/fiches/interventions/")
    camera.take(page, "carte", part=page.locator("#carte"))
    page.goto("/travail/rapports/")
    camera.follow(page.get_by_role("main").get_by_role("link").filter(has_text="trimestre").first)
    page.get_by_role("heading", name="Chiffres", exact=True).wait_for()
    camera.take(page, "rapport", height=1100)
    page.goto("/intranet/rapports/")
    camera.take(page, "intranet", height=560)
    page.goto("/travail/exports/")
    camera.take(page, "exportations", height=560)


def citizen(camera: Camera) -> None:
    """Someone without an account: the guide, the form, the file, a lost link."""
    hand = camera.phone()
    hand.goto("/")
    camera.take(hand, "accueil-telephone")
    hand.goto("/demande/")
    camera.take(hand, "demande-telephone")
    camera.take(hand, "public-form-phone", folder=HOUSE)
    page = camera.desk()
    page.goto("/orientation/")
    for answer in ("Un ordre professionnel", "J’ai demandé une enquête", "pas de nouvelles"):
        camera.follow(page.locator("main a", has_text=answer).first)
    page.get_by_role("heading", name="Les délais").wait_for()
    camera.take(page, "orientation", height=1000)
    page.goto("/suivi/lien-perdu/")
    camera.take(page, "lien-perdu", height=640)
    follow(camera, hand)


def follow(camera: Camera, hand: Page) -> None:
    """The follow-up, by a new link that comes by e-mail as it would for anyone."""
    desk = camera.desk("nadia")
    desk.goto("/interventions/?etat=awaiting_order")
    # Any of them: the same person may ask for a new link only a few times in an hour.
    number = random.choice(re.findall(r"[A-Z]{3}-\d{4}-\d{5}", desk.inner_text("main table")))
    desk.goto(f"/dossiers/{number}/parties/")
    address = re.search(r"[\w.-]+@courriel\.example", desk.inner_text("main"))
    assert address is not None
    hand.goto("/suivi/lien-perdu/")
    hand.get_by_label("Numéro du dossier ou de la demande").fill(number)
    hand.get_by_label("Votre adresse de courriel").fill(address[0])
    asked = time.time()
    hand.get_by_role("button", name="Recevoir un nouveau lien").click()
    hand.goto(link_sent(asked))
    camera.take(hand, "suivi-telephone", height=1100)


def link_sent(since: float) -> str:
    """Will wait for the message and return the path of its link; its host is the demonstration's own."""
    folder = home("demo") / "mail"
    while time.time() < since + PATIENCE:
        for file in sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)[:3]:
            if file.stat().st_mtime >= since and (found := _path(file)):
                return found
        time.sleep(0.5)
    raise SystemExit(
        f"Aucun courriel n’est arrivé dans {folder} : EGIDE_HOME doit être celui de la démonstration."
    )


def _path(file: Path) -> str:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    found = re.search(r"/suivi/[A-Z0-9-]{20,}/", body.get_content() if body else "")
    return found[0] if found else ""


def administration(camera: Camera) -> None:
    """Accounts and calendars, inside a period of administration."""
    page = camera.desk("irene")
    page.goto("/administration/")
    begin(page)
    if "confirmation" in page.url:
        page.get_by_label("Mot de passe").fill(PASSWORD)
        with page.expect_navigation():
            page.get_by_role("button", name="Confirmer").click()
    page.goto("/administration/")
    camera.take(page, "comptes", height=860)
    page.goto("/administration/delegations/")
    camera.take(page, "delegations", height=1000)
    page.goto("/administration/calendriers/")
    camera.follow(page.locator("main table a").first)
    camera.take(page, "calendrier", height=1000)


def begin(page: Page) -> None:
    """Will begin a period of administration, or meet the page that asks for the password again."""
    page.get_by_label("Motif").fill("Images du guide")
    with page.expect_navigation():
        page.get_by_role("button", name="Commencer").click()


def letter(camera: Camera) -> None:
    """A letter as it left, for the README."""
    page = camera.desk("marc")
    number = first(page, "replied")
    pdf = page.request.get(f"/dossiers/{number}/lettres/1/pdf/").body()
    camera.keep_letter(pdf, HOUSE / "letter.png")


def top(page: Page) -> None:
    """Will leave the field and go back to the top of the page."""
    page.evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0); }")


def first(page: Page, state: str) -> str:
    """Will open the most urgent dossier of a state and return its number."""
    page.goto(f"/interventions/?etat={state}")
    page.locator(".row-link").first.click()
    page.get_by_role("navigation", name="Sections du dossier").wait_for()
    number: str = re.findall(r"[A-Z]{3}-\d{4}-\d{5}", page.url)[0]
    return number


WALKS = (mail_room, work, signing, proving, administration, letter, citizen, records_office, redactor, clock)


def main() -> None:
    """Will take every picture, or those of the walks named on the command line."""
    site = f"http://localhost:{os.environ.get('PORT', '8000')}"
    try:
        urllib.request.urlopen(f"{site}/connexion/", timeout=10).close()
    except (urllib.error.URLError, OSError) as error:
        raise SystemExit(f"Aucune démonstration ne répond à {site} : lancez script/demo d’abord.") from error
    with opened(site) as camera:
        for walk in WALKS:
            if walk.__name__ in (sys.argv[1:] or walk.__name__):
                walk(camera)
    for target in camera.taken:
        print(f"{target.stat().st_size // 1000:>4} ko  {target.name}")  # noqa: T201


if __name__ == "__main__":
    main()
