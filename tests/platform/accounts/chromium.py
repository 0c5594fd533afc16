"""A real Chromium with a virtual security key, for the ceremonies that only a browser performs.

Opened inside a test, around the steps alone: its event loop must not meet the ORM.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import CDPSession, ConsoleMessage, Locator, Page

from tests import axe
from tests.browsers import PATIENCE, launched
from tests.platform.accounts.cast import PASSWORD

KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass
class Visit:
    """A page, the key plugged into the machine, and what the browser complained about."""

    page: Page
    site: str
    complaints: list[str]
    key: CDPSession
    authenticator: str

    def sign_in(self, email: str) -> None:
        """Will send the first form of sign-in."""
        self.page.goto(f"{self.site}/connexion/")
        self.page.get_by_label("Courriel").fill(email)
        self.page.get_by_label("Mot de passe").fill(PASSWORD)
        self.presses("Se connecter")

    def presses(self, button: str) -> None:
        """Will press a button that leads to another page, and wait for that page."""
        self._follow(self.page.get_by_role("main").get_by_role("button", name=button))

    def follows(self, link: str) -> None:
        """Will follow a link, and wait for its page: the key answers nothing before the scripts are there."""
        self._follow(self.page.get_by_role("main").get_by_role("link", name=link))

    def _follow(self, target: Locator) -> None:
        with self.page.expect_navigation():
            # By keyboard: without a script, nothing holds back a click whose target a late font has just moved.
            target.press("Enter")

    def sign_out(self) -> None:
        """Will leave by the page that works without script."""
        self.page.goto(f"{self.site}/deconnexion/")
        self.presses("Se déconnecter")
        self.page.wait_for_url("**/connexion/")

    def add_key(self, *, alone: bool = False) -> None:
        """Will add the plugged key to the account; `alone` lets it replace the password too."""
        self.page.goto(f"{self.site}/compte/second-facteur/cles/ajouter/")
        self.page.get_by_label("Mot de passe").fill(PASSWORD)
        self.presses("Confirmer")
        if alone:
            self.page.get_by_label("Permettre la connexion avec cette clé seule").check()
        self.page.get_by_role("button", name="Ajouter la clé").click()
        self.page.wait_for_url("**/codes/")

    def path(self) -> str:
        """Will return the path of the present page."""
        return self.page.url.removeprefix(self.site)

    def accessibility_faults(self) -> list[str]:
        """Will return what axe finds on the present page."""
        return [f"{self.path()} {fault}" for fault in axe.faults(self.page)]


def _complain(message: ConsoleMessage, site: str, complaints: list[str]) -> None:
    # A provider's missing icon is the provider's affair.
    if message.location["url"].startswith(site) or not message.location["url"]:
        complaints.append(f"{message.type}: {message.text}")


@contextmanager
def chromium(site: str, *, javascript: bool = True, width: int = 1280) -> Iterator[Visit]:
    """Will open a browser whose every complaint (a refused script or style among them) fails the test."""
    complaints: list[str] = []
    with launched() as browser:
        # Without motion: half way from one colour to the other, no contrast means anything.
        context = browser.new_context(
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            locale="fr-CA",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.on("console", lambda message: _complain(message, site, complaints))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        key = context.new_cdp_session(page)
        key.send("WebAuthn.enable")
        added = key.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        page.set_default_timeout(PATIENCE)
        yield Visit(page, site, complaints, key, added["authenticatorId"])
    assert complaints == [], complaints
