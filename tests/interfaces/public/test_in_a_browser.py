"""The public site in a real Chromium: with and without script, on a phone, by keyboard, through axe.

Source: SGQRI 008 3.0 and WCAG 2.2 AA; nothing is kept before the sending, nothing is lost on the way.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from egide.modules.interventions.models import Request
from tests import axe
from tests.database import as_owner
from tests.interfaces.public.chromium import chromium

PAGES = (
    "",
    "a-propos/",
    "nous-joindre/",
    "renseignements-personnels/",
    "accessibilite/",
    "plan-du-site/",
    "orientation/",
    "orientation/?r=conduite.oui",
    "orientation/comite-de-revision/?date=vers+mars+2026&profession=dentiste",
    "orientation/autres-organismes/",
    "orientation/tableau-de-l-ordre/?profession=absente",
    "services/plainte/",
    "services/divulgation/",
    "absente/",
)
STORY = "J’ai écrit deux fois au syndic.\nAucune réponse."


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        # By keyboard: without a script, nothing holds back a click whose target a late font has just moved.
        page.get_by_role("button", name=name).press("Enter")


def choose(answer: Locator) -> None:
    answer.press("Space")
    expect(answer).to_be_checked()


def go_on(page: Page) -> None:
    press(page, "Continuer")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def faults(page: Page) -> list[axe.Fault]:
    """Will return what axe finds, in light and in dark."""
    found = axe.faults_in_both_schemes(page)
    page.emulate_media(color_scheme="light")
    return found


def fill(page: Page, check: Callable[[Page], None]) -> None:
    """Élise's way through the form, with a look at each page."""
    check(page)
    go_on(page)
    check(page)
    choose(page.get_by_role("radio", name="Oui, et je n’ai pas de nouvelles"))
    go_on(page)
    check(page)
    page.get_by_label("Ordre professionnel").fill("OAQ")
    page.get_by_label("Date de votre demande").fill("3 mars 2096")
    go_on(page)
    check(page)
    choose(page.get_by_role("radio", name="Ordre des agronomes du Québec"))
    page.get_by_label("Date de votre demande").fill("3 mars 2026")
    go_on(page)
    page.get_by_label("Que s’est-il passé?").fill(STORY)
    check(page)
    go_on(page)
    page.get_by_label("Votre nom").fill("Élise Tremblay")
    choose(page.get_by_role("radio", name="Par courriel"))
    go_on(page)
    check(page)
    page.get_by_label("Courriel", exact=False).last.fill("elise.tremblay@exemple.ca")
    go_on(page)
    check(page)
    press(page, "Modifier : Votre demande")
    page.get_by_label("Que souhaitez-vous?").fill("Savoir où en est l’enquête.")
    go_on(page)
    page.get_by_label("Fichiers à joindre").set_input_files(
        {"name": "décision.txt", "mimeType": "text/plain", "buffer": b"Bonjour."}
    )
    choose(page.get_by_label("J’accepte"))
    press(page, "Envoyer la demande")
    page.get_by_role("heading", name="Nous avons reçu votre demande").wait_for()
    check(page)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", [360, 1100])
def test_a_citizen_sends_a_request(lasting: None, live_site: str, script: bool, width: int) -> None:
    with chromium(f"{live_site}/demande/", width=width, java_script_enabled=script) as page:

        def check(shown: Page) -> None:
            if script:
                assert fits(shown), shown.url

        fill(page, check)
        receipt = page.content()

    with as_owner():
        request = Request.objects.select_related("order").get()
        assert request.answers["summary"] == STORY
        assert request.answers["wish"] == "Savoir où en est l’enquête."
        assert request.order is not None
        assert request.order.slug == "agronomes"
        assert request.files.count() == 1
        assert request.reference in receipt


def test_axe_finds_nothing_on_the_way(lasting: None, live_site: str) -> None:
    with chromium(f"{live_site}/demande/") as page:

        def check(shown: Page) -> None:
            assert faults(shown) == [], shown.title()

        fill(page, check)


def test_axe_finds_nothing_on_the_pages_of_words(lasting: None, live_site: str) -> None:
    with chromium(f"{live_site}/", width=360) as page:
        base = page.url

        for path in PAGES:
            page.goto(base + path)
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
            assert faults(page) == [], path
            assert fits(page), path


def test_the_form_is_filled_by_keyboard_alone(lasting: None, live_site: str) -> None:
    with chromium(f"{live_site}/demande/") as page:
        keyboard = page.keyboard

        def reach(selector: str) -> None:
            for _ in range(60):
                if page.evaluate("s => document.activeElement.matches(s)", selector):
                    return
                keyboard.press("Tab")
            raise AssertionError(f"{selector} cannot be reached by Tab")

        def enter() -> None:
            with page.expect_navigation():
                keyboard.press("Enter")

        def confirm() -> None:
            reach("button[value=next]")
            enter()

        reach("input[name=situation]")
        keyboard.press("Space")
        confirm()
        page.wait_for_selector("#id_order")
        reach("#id_order")
        keyboard.type("dentiste")
        confirm()
        page.wait_for_selector("#id_summary")
        reach("#id_summary")
        keyboard.type("Mon récit.")
        confirm()
        page.wait_for_selector("#id_name")
        reach("#id_name")
        keyboard.type("Élise Tremblay")
        reach("input[name=preferred_channel]")
        keyboard.press("Space")
        reach("#id_email")
        keyboard.type("elise@exemple.ca")
        enter()
        page.wait_for_selector("#id_consent")
        reach("#id_consent")
        # Enter in the checkbox is a try to send, never a way back to the first step.
        enter()
        expect(page.locator("#erreurs")).to_be_focused()
        reach("#id_consent")
        keyboard.press("Space")
        reach(".form-end button[value=send]")
        enter()
        page.get_by_role("heading", name="Nous avons reçu votre demande").wait_for()

    with as_owner():
        assert Request.objects.get().name == "Élise Tremblay"


def test_a_refusal_takes_the_focus_and_leads_to_the_field(lasting: None, live_site: str) -> None:
    with chromium(f"{live_site}/demande/") as page:
        go_on(page)

        assert page.title().startswith("Erreur\u00a0: ")
        expect(page.locator("#erreurs")).to_be_focused()
        page.get_by_role("link", name="Avez-vous déjà demandé une enquête au syndic?").click()
        expect(page.locator("[name=situation]:focus")).to_be_attached()


def test_the_guide_leads_from_the_home_to_the_form_by_keyboard_alone(lasting: None, live_site: str) -> None:
    with chromium(f"{live_site}/", java_script_enabled=True) as page:

        def follow(words: str) -> None:
            for _ in range(60):
                page.keyboard.press("Tab")
                if words in str(page.evaluate("document.activeElement.textContent")):
                    with page.expect_navigation():
                        page.keyboard.press("Enter")
                    return
            raise AssertionError(f"{words} cannot be reached by Tab")

        follow("Deux à quatre questions")
        follow("La conduite ou le travail d’une personne")
        follow("Oui")
        follow("a décidé de ne pas porter plainte")
        follow("je veux d’abord comprendre")
        assert page.get_by_role("heading", level=1).inner_text().startswith("Demandez à l’Office")
        page.get_by_label("La profession ou l’ordre").fill("dentiste")
        page.keyboard.press("Enter")
        page.locator("strong", has_text="Ordre des dentistes du Québec").wait_for()
        page.get_by_role("link", name="Demander l’intervention de l’Office : Ordre des dentistes").click()
        assert page.get_by_role("radio", name="Oui, et il a décidé de ne pas porter plainte").is_checked()


def test_the_extra_questions_and_the_receipt_on_a_phone(lasting: None, live_site: str) -> None:
    address = f"{live_site}/demande/?situation=no_news&ordre=dentistes"
    with chromium(address, width=360) as page:

        def check() -> None:
            assert faults(page) == [], page.title()
            assert fits(page), page.title()

        go_on(page)
        press(page, "J’ai fait d’autres démarches")
        expect(page.locator("#id_review_requested")).to_be_focused()
        check()
        page.get_by_label("Date de votre demande").fill("vers mars 2026")
        go_on(page)
        page.get_by_label("Que s’est-il passé?").fill(STORY)
        go_on(page)
        page.get_by_role("radio", name="Avec d’autres personnes").check()
        page.get_by_label("Votre nom").fill("Élise Tremblay")
        page.get_by_role("radio", name="Par la poste").check()
        go_on(page)
        page.get_by_label("Les autres personnes qui signent").fill("Jean Roy")
        page.get_by_label("Adresse postale").fill("1, rue des Pins\nAlma (Québec)  G8B 1A1")
        check()
        go_on(page)
        check()
        page.get_by_label("J’accepte").check()
        press(page, "Envoyer la demande")
        page.get_by_role("heading", name="Pour suivre votre demande").wait_for()
        check()
        secret = page.locator(".secret .num").first.inner_text()
        assert secret not in page.url
