"""The comforts of egide.js on forms: confirm, send once, count, guard, copy.
Each only helps: the server decides, and the page works without it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, Request, Route, expect

from tests.browsers import ended

Open = Callable[..., Page]


def posted(request: Request) -> bool:
    return request.method == "POST"


def sent(page: Page) -> list[str]:
    """Will list what is posted from now on, without letting it leave the page."""
    posts: list[str] = []

    def keep(route: Route) -> None:
        # A font or an icon may still be on its way: only what is posted counts.
        if route.request.method != "POST":
            return route.continue_()
        posts.append(route.request.url)
        return route.fulfill(status=204)

    page.route("**/*", keep)
    return posts


def all_of(page: Page, posts: list[str]) -> list[str]:
    """Will return what was posted, once a last word has followed it: what came before it has come."""
    ended(page, "() => fetch(location.href, {method: 'POST'}).then(() => null)")
    return posts[:-1]


def test_it_asks_before_what_cannot_be_undone(open_page: Open) -> None:
    page = open_page("")
    posts = sent(page)
    button = page.get_by_role("button", name="Transmettre la lettre")

    button.click()
    expect(page.get_by_role("heading", name="Transmettre cette lettre à l’Ordre")).to_be_visible()
    page.get_by_role("button", name="Revenir", exact=True).click()
    expect(button).to_be_focused()
    assert posts == []
    button.click()
    with page.expect_request(posted):
        page.get_by_role("dialog").get_by_role("button", name="Transmettre la lettre").click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    assert len(all_of(page, posts)) == 1


def test_it_sends_a_form_once(open_page: Open) -> None:
    page = open_page("formulaire/")
    posts = sent(page)

    with page.expect_request(posted):
        page.get_by_role("button", name="Continuer").dblclick()

    assert len(all_of(page, posts)) == 1


# A part of the page that looks again every few seconds is answered; the page has only finished loading.
@pytest.mark.parametrize(
    "meanwhile",
    [
        "new CustomEvent('htmx:afterRequest', {bubbles: true, detail: {elt: document.body}})",
        "new PageTransitionEvent('pageshow', {bubbles: true, persisted: false})",
    ],
)
def test_what_happens_meanwhile_lets_no_form_be_sent_twice(open_page: Open, meanwhile: str) -> None:
    page = open_page("formulaire/")
    posts = sent(page)

    with page.expect_request(posted):
        page.get_by_role("button", name="Continuer").click()
    page.evaluate(f"() => void document.body.dispatchEvent({meanwhile})")
    page.get_by_role("button", name="Continuer").click()

    assert len(all_of(page, posts)) == 1


def test_a_form_that_downloads_may_be_sent_again(open_page: Open) -> None:
    page = open_page("formulaire/")
    posts = sent(page)
    button = page.get_by_role("button", name="Continuer")
    button.evaluate("button => { button.form.dataset.download = ''; }")

    for _ in range(2):
        with page.expect_request(posted):
            button.click()

    assert len(all_of(page, posts)) == 2


def test_it_counts_what_is_left_and_never_cuts_a_text(open_page: Open) -> None:
    page = open_page("")
    story = page.locator("#id_vide-story")
    counter = page.locator("#id_vide-story_compteur")

    expect(counter).to_have_text("Il reste 2 000 caractères.")
    story.fill("é" * 1999)
    expect(counter).to_have_text("Il reste 1 caractère.")
    story.fill("é" * 2002)

    expect(counter).to_have_text("2 caractères en trop.")
    assert len(story.input_value()) == 2002


def test_it_asks_before_leaving_a_form_half_filled(open_page: Open) -> None:
    page = open_page("formulaire/")
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)

    page.get_by_label("Ordre professionnel").press_sequentially("Barreau")
    page.reload()

    assert asked == ["beforeunload"]


def test_it_copies_a_number_and_says_so(open_page: Open) -> None:
    page = open_page("dossier/", permissions=["clipboard-read", "clipboard-write"])

    page.get_by_role("button", name="Copier INT-2026-00142").click()

    expect(page.get_by_role("status").filter(has_text="Copié")).to_have_text("Copié : INT-2026-00142")
    assert ended(page, "() => navigator.clipboard.readText()") == "INT-2026-00142"


def test_it_hides_what_cannot_work_without_javascript(open_page: Open) -> None:
    page = open_page("dossier/", java_script_enabled=False)

    expect(page.locator("[data-copy]")).not_to_be_visible()
    expect(page.get_by_text("INT-2026-00142").first).to_be_visible()
