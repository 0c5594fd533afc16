"""A real Chromium for the tests, and a look at a page: axe in light and dark, width, console, status.

A browser costs a second, a page of its own half a second, another address on the same page a fifth: one browser
for a file or a story, one page for a person, both schemes on one visit.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests import axe, tools
from tests.patience import SECONDS

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 1000 * SECONDS  # milliseconds
expect.set_options(timeout=PATIENCE)
SHOTS = os.environ.get("EGIDE_SHOTS", "")
_BEGIN = """given => {
  window.ended = null;
  (%s)(given).then(value => { window.ended = {value}; }, fault => { window.ended = {fault: String(fault)}; });
}"""
_OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@contextmanager
def launched() -> Iterator[Browser]:
    """Will launch the browser; its event loop must not meet the ORM."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.browser(), args=list(FLAGS))
        browser.on("context", lambda context: context.set_default_timeout(PATIENCE))
        yield browser
        browser.close()


def page_as(browser: Browser, url: str, session: str, *, width: int, complaints: list[object]) -> Page:
    """Will open a page whose cookie is this session's; what its console says is a complaint."""
    context = browser.new_context(
        viewport={"width": width, "height": 1000}, reduced_motion="reduce", locale="fr-CA"
    )
    context.add_cookies([{"name": "egide_session", "value": session, "url": url}])
    page = context.new_page()
    page.on("console", lambda message: complaints.append((page.url, message.text)))
    return page


def follow(target: Locator) -> None:
    """Will click what leads to another page, and wait until it is whole: what is read there may come before."""
    with target.page.expect_navigation():
        target.click()


def visited(page: Page, url: str, name: str) -> list[object]:
    """Will go to an address that answers 200, and look at it."""
    response = page.goto(url)
    assert response is not None
    assert response.status == 200, url
    return looked_at(page, name)


def looked_at(page: Page, name: str) -> list[object]:
    """Will return what axe finds in light then dark, and whether the page scrolls sideways.

    Set EGIDE_SHOTS to a folder to look at the pictures; the page is left in light.
    """
    width = page.viewport_size["width"] if page.viewport_size else 0
    found: list[object] = [(name, width, str(fault)) for fault in axe.faults_in_both_schemes(page)]
    if (over := page.evaluate(_OVER)) > 0:
        found.append((name, width, f"scrolls sideways by {over} px"))
    for scheme in axe.SCHEMES if SHOTS else ():
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=Path(SHOTS) / f"{name}-{scheme}-{width}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    return found


def ended(page: Page, work: str, given: Any = None) -> Any:
    """Will return what an asynchronous function of the page ends with: `evaluate` would wait for it for ever."""
    page.evaluate(_BEGIN % work, given)
    until = time.monotonic() + SECONDS
    while (said := page.evaluate("window.ended")) is None:
        assert time.monotonic() < until, f"not ended: {work}"
        page.wait_for_timeout(50)
    assert "fault" not in said, said["fault"]
    return said.get("value")
