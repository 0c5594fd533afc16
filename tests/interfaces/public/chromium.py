"""A real Chromium on the public site; opened inside a test, since its event loop must not meet the ORM.

Whatever the browser complains about (a refused script or style among others) fails the test.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page

from tests.browsers import PATIENCE, launched

REFUSALS = "responded with a status of 4"  # the console notes 404 and 422: they are what is tested


@contextmanager
def chromium(address: str, *, width: int = 1100, **options: Any) -> Iterator[Page]:
    """Will open the address in a fresh browser."""
    complaints: list[str] = []
    with launched() as browser:
        # Without motion: half way from one colour to the other, no contrast means anything.
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="fr-CA", reduced_motion="reduce", **options
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        yield page
    assert [text for text in complaints if REFUSALS not in text] == []
