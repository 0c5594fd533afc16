"""What axe finds in a page, light and dark, at the price of one visit; for every test that opens a browser.

axe is told to describe faults only: describing what is right takes four times as long. In the other scheme only
what a colour decides is judged again; the rest of the page is the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OF_COLOURS = ("color-contrast", "link-in-text-block")
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# As a function that gives nothing back: else the whole of axe would travel to Python at each visit.
_INJECT = "() => {" + AXE_SCRIPT + "}"
_RUN = """options => axe.run(options).then(found => found.violations.map(fault => ({
  id: fault.id, html: fault.nodes[0].html.slice(0, 300), summary: fault.nodes[0].failureSummary,
})))"""


@dataclass(frozen=True)
class Fault:
    """One rule that the page breaks: its code, the first element, what to do."""

    rule: str
    html: str
    summary: str = ""
    scheme: str = ""

    def __str__(self) -> str:
        return f"{self.scheme} {self.rule}: {self.html[:200]}".strip()


def faults(page: Page) -> list[Fault]:
    """Will return what axe finds in the page as it is shown."""
    page.wait_for_load_state()  # a sentence may be there before its page is whole
    page.evaluate(_INJECT)
    return list(_run(page, RULES))


def faults_in_both_schemes(page: Page, first: Scheme = "light") -> list[Fault]:
    """Will return what axe finds in the first scheme, then what the colours of the other one break.

    The page is left in the other scheme.
    """
    other: Scheme = "dark" if first == "light" else "light"
    page.wait_for_load_state()
    # Without motion: half way from one colour to the other, no contrast means anything.
    page.emulate_media(color_scheme=first, reduced_motion="reduce")
    page.evaluate(_INJECT)
    found = list(_run(page, RULES, first))
    page.emulate_media(color_scheme=other)
    return found + list(_run(page, OF_COLOURS, other))


def _run(page: Page, rules: tuple[str, ...], scheme: str = "") -> Iterator[Fault]:
    options: dict[str, Any] = {"runOnly": list(rules), "resultTypes": ["violations"]}
    for found in page.evaluate(_RUN, options):
        yield Fault(found["id"], found["html"], found["summary"], scheme)
