"""How a page or its parts are answered: whole to a browser, named parts to HTMX, never mixed in a cache.
The gallery's home is the page under test; its parts are « travail » and « sommaire »."""

from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory
from playwright.sync_api import Page, expect

from egide.ui.respond import go_to

HOME = "/galerie/accueil/?vue=retard"


def ask(client: Client, **headers: str) -> str:
    """Will return what the gallery's home answers to these headers."""
    response = client.get(HOME, headers={name.replace("_", "-"): value for name, value in headers.items()})
    assert response.status_code == 200
    assert "HX-Request" in response.headers["Vary"]
    return response.content.decode()


def test_it_answers_a_browser_with_the_whole_page(client: Client) -> None:
    body = ask(client)

    assert body.startswith("<!doctype html>")
    assert "hx-swap-oob" not in body


def test_it_answers_htmx_with_the_targeted_part_first_and_the_others_out_of_band(client: Client) -> None:
    body = ask(client, HX_Request="true", HX_Target="travail")

    assert "<html" not in body
    assert '<div id="travail" >' in body
    assert 'id="sommaire" hx-swap-oob="true"' in body


def test_it_lets_the_target_choose_the_main_part(client: Client) -> None:
    body = ask(client, HX_Request="true", HX_Target="sommaire")

    assert 'id="travail" hx-swap-oob="true"' in body
    assert 'id="sommaire" hx-swap-oob' not in body


@pytest.mark.parametrize("header", ["HX_Boosted", "HX_History_Restore_Request"])
def test_it_answers_with_the_whole_page_when_the_whole_body_is_replaced(client: Client, header: str) -> None:
    assert "<html" in ask(client, HX_Request="true", **{header: "true"})


def test_it_sends_a_browser_on_with_303_and_htmx_with_its_header(rf: RequestFactory) -> None:
    plain = go_to(rf.post("/"), "/suite/")
    swapped = go_to(rf.post("/", headers={"HX-Request": "true"}), "/suite/")

    assert (plain.status_code, plain.headers["Location"]) == (303, "/suite/")
    assert (swapped.status_code, swapped.headers["HX-Redirect"]) == (200, "/suite/")


def test_it_leaves_after_a_swap_the_page_that_a_reload_gives(open_page: Callable[..., Page]) -> None:
    page = open_page("accueil/")
    rows = page.locator("#travail tbody tr")
    assert rows.count() == 5

    page.get_by_role("link", name="En retard").click()
    page.wait_for_url("**/accueil/?vue=retard")
    expect(rows).to_have_count(2)
    swapped = _content(page)
    page.reload()

    assert swapped == _content(page)


def _content(page: Page) -> list[str]:
    page.wait_for_function(
        "!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')"
    )
    # Classes of a swap in progress and the empty one it leaves are HTMX's own; white space is no content.
    content: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('main *')].map(e =>
        e.tagName + [...e.attributes].filter(a => a.name !== 'class' || a.value)
        .map(a => a.name + '=' + a.value).sort().join(' ')
        + [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data.trim()).join(' '))"""
    )
    return content
