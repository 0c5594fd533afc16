"""The public site in a real Chromium: with and without script, on a phone, by keyboard, through axe.

Source: SGQRI 008 3.0 and WCAG 2.2 AA; nothing is kept before the sending, nothing is lost on the way.
"""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from egide.modules.interventions.models import Request
from tests.database import Pair, as_owner

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
PAGES = (
    "",
    "a-propos/",
    "nous-joindre/",
    "renseignements-personnels/",
    "accessibilite/",
    "plan-du-site/",
    "absente/",
)
STORY = "J’ai écrit deux fois au syndic.\nAucune réponse."
REFUSALS = "status of 4"  # the browser notes 404 and 422 in its console: they are what is tested

Open = Callable[..., Page]


@pytest.fixture
def visit(office: Pair, live_site: str, browser: Browser) -> Iterator[Open]:
    """Opens the site in a fresh context; what the browser complains about fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_site(path: str = "", *, width: int = 1100, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{live_site}/{path}")
        return page

    yield open_site
    for context in contexts:
        context.close()
    assert [text for text in complaints if REFUSALS not in text] == []


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continuer").click()


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def violations(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page, options={"runOnly": list(RULES), "resultTypes": ["violations"]}).response
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found["violations"]]


def fill(page: Page, check: Callable[[Page], None]) -> None:
    """Élise's way through the form, with a look at each page."""
    check(page)
    go_on(page)
    check(page)
    page.get_by_role("radio", name="Oui, et je n’ai pas de nouvelles").check()
    go_on(page)
    check(page)
    page.get_by_label("Ordre professionnel").fill("OAQ")
    page.get_by_label("Date de votre demande").fill("3 mars 2096")
    go_on(page)
    check(page)
    page.get_by_role("radio", name="Ordre des agronomes du Québec").check()
    page.get_by_label("Date de votre demande").fill("3 mars 2026")
    go_on(page)
    page.get_by_label("Que s’est-il passé?").fill(STORY)
    check(page)
    go_on(page)
    page.get_by_label("Votre nom").fill("Élise Tremblay")
    page.get_by_role("radio", name="Par courriel").check()
    go_on(page)
    check(page)
    page.get_by_label("Courriel", exact=False).last.fill("elise.tremblay@exemple.ca")
    go_on(page)
    check(page)
    page.get_by_role("button", name="Modifier : Votre demande").click()
    page.get_by_label("Que souhaitez-vous?").fill("Savoir où en est l’enquête.")
    go_on(page)
    page.get_by_label("Fichiers à joindre").set_input_files(
        [{"name": "décision.txt", "mimeType": "text/plain", "buffer": b"Bonjour."}]
    )
    page.get_by_label("J’accepte").check()
    page.get_by_role("button", name="Envoyer la demande").click()
    page.get_by_role("heading", name="Nous avons reçu votre demande").wait_for()
    check(page)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", [360, 1100])
def test_a_citizen_sends_a_request(visit: Open, script: bool, width: int) -> None:
    page = visit("demande/", width=width, java_script_enabled=script)

    def check(shown: Page) -> None:
        if script:
            assert fits(shown), shown.url

    fill(page, check)

    with as_owner():
        request = Request.objects.select_related("order").get()
        assert request.answers["summary"] == STORY
        assert request.answers["wish"] == "Savoir où en est l’enquête."
        assert request.order is not None
        assert request.order.slug == "agronomes"
        assert request.files.count() == 1
        assert request.reference in page.content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_way(visit: Open, scheme: str) -> None:
    page = visit("demande/", color_scheme=scheme)

    def check(shown: Page) -> None:
        assert violations(shown) == [], shown.title()

    fill(page, check)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_words(visit: Open, scheme: str) -> None:
    page = visit("", width=360, color_scheme=scheme)
    base = page.url

    for path in PAGES:
        page.goto(base + path)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert violations(page) == [], path
        assert fits(page), path


def test_the_form_is_filled_by_keyboard_alone(visit: Open) -> None:
    page = visit("demande/")
    keyboard = page.keyboard

    def reach(selector: str) -> None:
        for _ in range(60):
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            keyboard.press("Tab")
        raise AssertionError(f"{selector} cannot be reached by Tab")

    def confirm() -> None:
        reach("button[value=next]")
        keyboard.press("Enter")

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
    keyboard.press("Enter")
    page.wait_for_selector("#id_consent")
    reach("#id_consent")
    # Enter in the checkbox sends nothing and changes no page.
    keyboard.press("Enter")
    keyboard.press("Space")
    reach("button[value=send]")
    keyboard.press("Enter")
    page.get_by_role("heading", name="Nous avons reçu votre demande").wait_for()

    with as_owner():
        assert Request.objects.get().name == "Élise Tremblay"


def test_a_refusal_takes_the_focus_and_leads_to_the_field(visit: Open) -> None:
    page = visit("demande/")

    go_on(page)
    page.wait_for_selector("#erreurs")

    assert page.title().startswith("Erreur : ")
    assert page.evaluate("document.activeElement.id") == "erreurs"
    page.get_by_role("link", name="Avez-vous déjà demandé une enquête au syndic?").click()
    assert page.evaluate("document.activeElement.name") == "situation"


def test_the_home_opens_the_form_on_the_right_situation(visit: Open) -> None:
    page = visit("", java_script_enabled=False)

    page.get_by_text("Le syndic a décidé de ne pas porter plainte.").click()
    page.get_by_role("link", name="Demander l’intervention de l’Office").click()

    assert page.get_by_role("radio", name="Oui, et il a décidé de ne pas porter plainte").is_checked()
