"""A letter in a real browser: saved as it is typed, an expired sign-in loses nothing, signed from a phone by keyboard.

One story; EGIDE_SHOTS keeps the pictures.
"""

from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.delivery import choose_delivery
from egide.kernel.letters.models import Letter, Typing
from egide.platform.accounts.acting import acting_as
from tests import axe, browsers
from tests.browsers import SHOTS
from tests.cast import NOW, Cast, seed_office
from tests.database import Pair, as_owner
from tests.interfaces.staff.conftest import client_of, opened
from tests.interfaces.staff.test_signing import submitted

STATE = "[data-typed-state]"


def signed_in(
    browser: Browser, url: str, session: str, *, width: int, scheme: str = "light"
) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    context.add_cookies([{"name": "egide_session", "value": session, "url": url}])
    return context


def look(page: Page, name: str, width: int) -> None:
    assert axe.faults(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)


def test_a_letter_is_typed_without_loss_then_signed_from_a_phone(fresh: Pair, live_site: str) -> None:
    cast = seed_office()
    dossier = submitted(cast, opened(cast, name="Élise Tremblay"))
    _to_post(cast)
    people = ("nadia", "marc", "bruno")
    sessions = {who: client_of(cast.user(who)).cookies["egide_session"].value for who in people}

    # Rows are looked at before and after: no query while the browser's own loop runs.
    with browsers.launched() as browser:
        _type(browser, live_site, sessions["nadia"], sessions["marc"], dossier.number)
        _send_while_saving(browser, live_site, sessions["nadia"], dossier.number)
        _sign(browser, live_site, sessions["marc"])
        _post(browser, live_site, sessions["bruno"])

    with as_owner():
        assert Letter.objects.filter(delivery="post", state="approved").count() == 1
        typed, signed = Letter.objects.filter(dossier_id=dossier.pk).order_by("rank")
        assert not Typing.objects.exists()
    assert typed.body == "Une phrase commencée, puis finie"
    assert (signed.state, signed.approved_by_id) == ("approved", cast.user("marc").pk)


def _to_post(cast: Cast) -> None:
    other = opened(
        cast, name="Gaston Côté", address="1200, boul. René-Lévesque Ouest\nMontréal (Québec) H3A 1B1"
    )
    with acting_as(cast.actor("bruno")) as bruno:
        letter = Letter.objects.select_related("recipient").get(dossier_id=other.pk)
        seen = letter.edited_at.isoformat()
        dossier = Dossier.objects.select_related("unit__site").get(pk=other.pk)
        approve_letter(actor=bruno, dossier=dossier, letter=letter, seen=seen, now=NOW)
        choose_delivery(dossier=dossier, letter=letter, delivery="post", now=NOW)


def _post(browser: Browser, url: str, session: str) -> None:
    for width, scheme in ((360, "dark"), (1280, "light")):
        context = signed_in(browser, url, session, width=width, scheme=scheme)
        page = context.new_page()
        page.goto(f"{url}/travail/poste/")
        expect(page.get_by_label("Accusé de réception, à Gaston Côté")).to_be_checked()
        look(page, f"a-poster-{scheme}", width)
        context.close()


def _type(browser: Browser, url: str, session: str, other: str, number: str) -> None:
    context = signed_in(browser, url, session, width=1280)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    letter = f"{url}/dossiers/{number}/lettres/1/"
    page.goto(letter)
    look(page, "lettre", 1280)
    body = page.get_by_label("Texte", exact=True)
    body.fill("Une phrase commencée")
    expect(page.locator(STATE)).to_contain_text("Enregistré à")

    context.clear_cookies(name="egide_session")
    body.fill("Une phrase commencée, puis finie")
    expect(page.locator(STATE)).to_contain_text("gardé dans cet onglet")
    context.add_cookies([{"name": "egide_session", "value": session, "url": url}])
    page.goto(letter)
    expect(body).to_have_value("Une phrase commencée, puis finie")
    expect(page.locator(STATE)).to_contain_text("Enregistré à")
    page.get_by_role("button", name="Enregistrer le texte").click()
    expect(page.get_by_text("Le texte de la lettre est enregistré.")).to_be_visible()

    # Somebody else signs in on the same tab: what waited there is not given to them, and waits no more.
    page.goto(letter)
    context.clear_cookies(name="egide_session")
    body.fill("Des mots qui ne sont qu’à Nadia")
    expect(page.locator(STATE)).to_contain_text("gardé dans cet onglet")
    context.add_cookies([{"name": "egide_session", "value": other, "url": url}])
    page.goto(letter)
    expect(body).to_have_value("Une phrase commencée, puis finie")
    assert "qu’à Nadia" not in page.evaluate("JSON.stringify({...sessionStorage})")
    context.close()


def _send_while_saving(browser: Browser, url: str, session: str, number: str) -> None:
    # The button sends the whole text: nothing is saved beside the letter after it.
    context = signed_in(browser, url, session, width=1280)
    page = context.new_page()
    page.clock.install()
    saved: list[Route] = []
    sent: list[Route] = []
    page.route("**/travail/frappe/", lambda route: saved.append(route))
    page.goto(f"{url}/dossiers/{number}/lettres/1/")
    page.route("**/lettres/1/", lambda route: sent.append(route))
    body = page.get_by_label("Texte", exact=True)
    with page.expect_request("**/travail/frappe/"):
        body.fill("Une phrase commencée")
        page.clock.fast_forward(3_000)
    body.fill("Une phrase commencée, puis finie")
    page.clock.fast_forward(3_000)
    with page.expect_request("**/lettres/1/"):
        page.get_by_role("button", name="Enregistrer le texte").dispatch_event("click")
    saved[0].fulfill(json={"words": "Enregistré.", "warning": ""})
    page.unroute("**/lettres/1/")
    sent[0].continue_()
    expect(page.get_by_text("Le texte de la lettre est enregistré.")).to_be_visible()
    assert len(saved) == 1
    context.close()


def _sign(browser: Browser, url: str, session: str) -> None:
    for width, scheme in ((360, "dark"), (1280, "light")):
        context = signed_in(browser, url, session, width=width, scheme=scheme)
        page = context.new_page()
        page.goto(f"{url}/travail/signature/")
        look(page, f"a-signer-{scheme}", width)
        page.get_by_role("link", name="Commencer par la première").click()
        page.get_by_role("button", name="Signer").wait_for()
        look(page, f"signer-{scheme}", width)
        if width == 360:
            context.close()
            continue
        page.keyboard.press("s")
        expect(page.get_by_role("button", name="Signer")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_text("La lettre est approuvée.")).to_be_visible()
        look(page, "rien-a-signer", width)
        context.close()
