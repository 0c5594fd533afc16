"""The camera of the guide: a browser before a running demonstration, people who sign in, pictures of a few kilobytes.

What is pictured is in pictures.py. Not a test: it checks nothing, and it says when a page does not answer.
"""

import io
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.docs.documents import ROOT
from tests.journeys.looking import overflowing

GUIDE = ROOT / "docs/guide/images"
HOUSE = ROOT / "docs/images"
PASSWORD = "bonjour-egide-2026"  # the demonstration’s (test_guide.py compares)
LARGEST = 150_000  # bytes of one picture
COLOURS = 128
PATIENCE = 12_000  # milliseconds
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
)
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
WIDTH = 1200


@dataclass
class Camera:
    """Where it stands, and who already came in."""

    site: str
    browser: Browser
    taken: list[Path] = field(default_factory=list)
    _people: dict[str, Page] = field(default_factory=dict)

    def desk(self, name: str = "") -> Page:
        """Will give a page at a desk: of a member of the staff, signed in once, or of anyone."""
        if name not in self._people:
            self._people[name] = self._enter(name, {"viewport": {"width": WIDTH, "height": 900}})
        return self._people[name]

    def phone(self, name: str = "") -> Page:
        """Will give a page on a phone."""
        return self._enter(name, PHONE)

    def follow(self, link: Locator) -> None:
        """Will press what leads to another page, and wait for that page: no picture of the one that it leaves."""
        with link.page.expect_navigation():
            link.click()

    def take(
        self,
        page: Page,
        name: str,
        *,
        height: int = 0,
        part: Locator | None = None,
        folder: Path = GUIDE,
        shade: str = "light",
    ) -> None:
        """Will keep what the page shows, `height` pixels high (0: as it stands), or one `part` of it."""
        wide = page.viewport_size or {"width": WIDTH, "height": 900}
        if height:
            page.set_viewport_size({"width": wide["width"], "height": height})
        scheme: Literal["light", "dark"] = "dark" if shade == "dark" else "light"
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.wait_for_load_state("networkidle")
        if wrong := overflowing(page):
            raise SystemExit(f"{name} : la page déborde ({wrong[0]})")
        if (error := page.get_by_text(re.compile(r"^Erreur \d{3}$"))).count():
            raise SystemExit(f"{name} : {page.url} répond « {error.first.inner_text()} »")
        self.keep((part or page).screenshot(), folder / f"{name}.png")
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.set_viewport_size(wide)

    def keep(self, picture: bytes, target: Path) -> None:
        """Will write a picture with few colours, hence few bytes."""
        image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        image.save(target, optimize=True)
        if target.stat().st_size > LARGEST:
            raise SystemExit(f"{target.name} pèse plus de {LARGEST} octets : prenez-en une partie.")
        self.taken.append(target)

    def keep_letter(self, pdf: bytes, target: Path) -> None:
        """Will keep the first page of a letter."""
        drawn = pypdfium2.PdfDocument(pdf)[0].render(scale=1.2).to_pil()
        bytes_ = io.BytesIO()
        drawn.save(bytes_, "PNG")
        self.keep(bytes_.getvalue(), target)

    def _enter(self, name: str, way: dict[str, Any]) -> Page:
        context = self.browser.new_context(
            locale="fr-CA",
            timezone_id="America/Toronto",
            reduced_motion="reduce",
            base_url=self.site,
            **way,
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        if name:
            page.goto("/connexion/")
            page.get_by_label("Courriel").fill(f"{name}@egide.example")
            page.get_by_label("Mot de passe").fill(PASSWORD)
            page.get_by_role("button", name="Se connecter").click()
            page.wait_for_url("**/travail/")
        return page


@contextmanager
def opened(site: str) -> Iterator[Camera]:
    """Will open the browser before the site."""
    if not (chromium := shutil.which("chromium-headless-shell") or shutil.which("chromium")):
        raise SystemExit("Chromium manque. Remède : apt-get install chromium-headless-shell")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS, "--lang=fr-CA"])
        yield Camera(site=site, browser=browser)
        browser.close()
