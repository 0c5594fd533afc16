"""The gallery by keyboard alone, and the comforts of egide.js.
What works without JavaScript is tested without it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import PAGES

Open = Callable[..., Page]


@pytest.mark.parametrize("path", PAGES)
def test_tab_reaches_every_control_and_always_shows_where_it_is(open_page: Open, path: str) -> None:
    page = open_page(path)
    controls = page.evaluate(
        """() => { document.querySelector('.skip').focus();
        const kinds = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
        return [...document.querySelectorAll(kinds)]
        .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled
            && !(e.type === 'radio' && !e.checked)).length }"""
    )
    reached: set[str] = set()
    for _ in range(controls * 2 + 10):
        # The mark may be on the control or, for a card, around it.
        spot = page.evaluate(
            """() => { const e = document.activeElement; if (e === document.body) return null;
            window.order ??= new Map(); if (!window.order.has(e)) window.order.set(e, window.order.size);
            const shown = x => x && getComputedStyle(x).outlineStyle !== 'none';
            const visible = shown(e) || shown(e.closest('.choice'));
            return [String(window.order.get(e)), visible, e.outerHTML.slice(0, 90)] }"""
        )
        if spot is None:
            break
        assert spot[1], f"no visible focus on {spot[2]}"
        reached.add(spot[0])
        page.keyboard.press("Tab")

    # Radio buttons not chosen are reached by arrows; an unchosen group still takes one stop.
    assert len(reached) >= controls


def test_the_skip_link_comes_first_and_leads_to_the_content(open_page: Open) -> None:
    page = open_page("dossier/")

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#contenu")).to_be_focused()


def test_slash_goes_to_search_but_not_while_typing(open_page: Open) -> None:
    page = open_page("accueil/")
    search = page.get_by_role("searchbox")

    page.keyboard.press("/")
    expect(search).to_be_focused()
    page.keyboard.type("a/b?jk")

    expect(search).to_have_value("a/b?jk")


def test_question_mark_opens_the_help_and_escape_closes_it(open_page: Open) -> None:
    page = open_page("accueil/")

    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Raccourcis clavier")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)


def test_j_and_k_walk_through_the_rows(open_page: Open) -> None:
    page = open_page("accueil/")
    links = page.locator(".row-link")

    for key, index in (("j", 0), ("j", 1), ("k", 0), ("k", 0)):
        page.keyboard.press(key)
        expect(links.nth(index)).to_be_focused()
    page.keyboard.press("Enter")

    expect(page).to_have_title("INT-2026-00142 · Égide")


@pytest.mark.parametrize("scripted", [True, False])
def test_the_menu_of_a_phone_opens_and_closes(open_page: Open, scripted: bool) -> None:
    page = open_page("accueil/", width=360, java_script_enabled=scripted)
    menu = page.get_by_role("navigation", name="Navigation principale")
    expect(menu).not_to_be_visible()

    page.get_by_role("link", name="Menu", exact=True).press("Enter")
    expect(menu).to_be_visible()
    page.get_by_role("link", name="Fermer le menu").press("Enter")

    expect(menu).not_to_be_visible()


def test_escape_closes_the_menu_of_a_phone_and_gives_back_the_focus(open_page: Open) -> None:
    page = open_page("accueil/", width=360)
    page.get_by_role("link", name="Menu", exact=True).click()
    expect(page.get_by_role("link", name="Fermer le menu")).to_be_focused()

    page.keyboard.press("Escape")

    expect(page.get_by_role("link", name="Menu", exact=True)).to_be_focused()


def test_the_account_menu_opens_without_javascript(open_page: Open) -> None:
    page = open_page("accueil/", java_script_enabled=False)

    page.locator(".account > summary").press("Enter")

    expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()
    expect(page.get_by_role("button", name="Raccourcis clavier")).not_to_be_visible()


def test_the_summary_of_errors_takes_the_focus_and_leads_to_the_field(open_page: Open) -> None:
    page = open_page("formulaire/")
    expect(page.locator("#erreurs")).to_be_focused()

    page.locator("#erreurs a").click()

    expect(page.get_by_label("Date de votre demande au syndic")).to_be_focused()
