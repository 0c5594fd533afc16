"""What every page of a journey must be: quiet in the console, within its width, faultless for axe.

Set EGIDE_SHOTS to a folder to look at the pictures.
"""

from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

from tests import axe
from tests.axe import SCHEMES, Scheme
from tests.browsers import SHOTS

OVERFLOWING = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > width + 1)
    .map((e) => e.outerHTML.slice(0, 120)).slice(-3);
}"""


def listen(context: BrowserContext, complaints: list[str], expected: set[int]) -> None:
    """Will write down whatever the browser says, a refused script or style among others, and what fails to load."""

    def said(message: ConsoleMessage) -> None:
        # A refused page says its status here too; the journey itself expects it or not.
        if not message.text.startswith("Failed to load resource"):
            complaints.append(f"{message.type}: {message.text}")

    def answered(response: Response) -> None:
        refused = response.status >= 400 and response.status not in expected
        if refused and not response.request.is_navigation_request():
            complaints.append(f"{response.status}: {response.url}")

    context.on("console", said)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("response", answered)


def overflowing(page: Page) -> list[str]:
    """Will return the elements that make the page scroll sideways."""
    found: list[str] = page.evaluate(OVERFLOWING)
    return found


def faults(page: Page, scheme: Scheme) -> list[str]:
    """Will return what axe finds, in the light or in the dark."""
    page.emulate_media(color_scheme=scheme)
    # From the top: a link that the header half covers while one scrolls is not a small target.
    page.evaluate("scrollTo(0, 0)")
    found = [f"{scheme} {fault}" for fault in axe.faults(page)]
    page.emulate_media(color_scheme="light")
    return found


def picture(page: Page, name: str) -> None:
    """Will keep a picture of the whole page, in both schemes, when somebody wants to look."""
    if not SHOTS:
        return
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=Path(SHOTS) / f"{name}-{scheme}.png", full_page=True)
    page.emulate_media(color_scheme="light")
