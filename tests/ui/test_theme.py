"""The choice of a theme: kept in a cookie, drawn by the server, never a way out of the site.
It works without JavaScript: it is a plain form."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

URL = "/galerie/apparence/"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_keeps_the_theme_and_goes_back(client: Client, theme: str) -> None:
    response = client.post(URL, {"theme": theme, "next": "/galerie/accueil/"})

    assert (response.status_code, response.headers["Location"]) == (303, "/galerie/accueil/")
    cookie = response.cookies["theme"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (theme, True, "Lax")
    assert f'data-theme="{theme}"' in client.get("/galerie/accueil/").content.decode()


def test_it_follows_the_device_again(client: Client) -> None:
    client.post(URL, {"theme": "dark"})

    response = client.post(URL, {"theme": ""})

    assert response.cookies["theme"].value == ""
    assert "data-theme=" not in client.get("/galerie/accueil/").content.decode()


@pytest.mark.parametrize("value", ["sepia", '"><script>', "x" * 100_000])
def test_it_ignores_an_unknown_theme(client: Client, value: str) -> None:
    response = client.post(URL, {"theme": value})

    assert response.status_code == 303
    client.cookies["theme"] = "sepia"
    assert "data-theme=" not in client.get("/galerie/accueil/").content.decode()


@pytest.mark.parametrize(
    "back", ["https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)", ""]
)
def test_it_never_leads_out_of_the_site(client: Client, back: str) -> None:
    assert client.post(URL, {"theme": "dark", "next": back}).headers["Location"] == "/"


def test_it_refuses_to_change_anything_on_get(client: Client) -> None:
    assert client.get(URL, {"theme": "dark"}).status_code == 405


def test_it_works_without_javascript(open_page: Callable[..., Page]) -> None:
    page = open_page("formulaire/", java_script_enabled=False, color_scheme="light")

    # By keyboard: without a script, nothing holds back a click whose target a late font has just moved.
    page.get_by_role("button", name="Sombre").press("Enter")

    expect(page).to_have_url(page.url)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Sombre")).to_have_attribute("aria-pressed", "true")
