"""The gallery served for real, and a browser to look at it; neither touches a database.
The browser lives for one module, so that its event loop never meets a test that uses the ORM."""

from collections.abc import Callable, Iterator

import pytest
from django.template import engines
from django.test import RequestFactory
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests import browsers

PAGES = ("", "accueil/", "dossier/", "formulaire/", "connexion/", "erreur/")


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    """The address of the gallery: http://localhost:<port>/galerie/."""
    server = LiveServer("localhost")
    yield f"{server.url}/galerie/"
    server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with browsers.launched() as browser:
        yield browser


@pytest.fixture
def open_page(browser: Browser, gallery: str) -> Iterator[Callable[..., Page]]:
    """Opens a page of the gallery in a fresh context; any complaint of the browser fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_one(path: str, *, width: int = 1360, height: int = 900, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(gallery + path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def draw(rf: RequestFactory) -> Callable[..., str]:
    """Renders a piece of template with the components loaded."""

    def draw_one(source: str, **values: object) -> str:
        return engines["django"].from_string("{% load ui %}" + source).render(values, rf.get("/"))

    return draw_one
