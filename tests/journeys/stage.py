"""The stage: one Chromium, and people who open pages, press buttons and read, each in a browser of their own.

A person does what a person can do with a mouse and a keyboard; nothing here reaches behind the screen.
"""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browsers import PATIENCE
from tests.cast import PASSWORD
from tests.journeys import looking
from tests.patience import SECONDS
from tests.platform.accounts.doors import code_of

# An inch above the usual: tables are wide here, and a page is read whole on a desk.
DESK = {"viewport": {"width": 1360, "height": 900}}
WAYS: dict[str, dict[str, Any]] = {
    "desk": DESK,
    "no-script": DESK | {"java_script_enabled": False},
    "phone": {
        "viewport": {"width": 360, "height": 740},
        "is_mobile": True,
        "has_touch": True,
        "device_scale_factor": 2,
    },
}


@dataclass
class Stage:
    """Where a journey is played: the site, the browser, the way it is used, what went wrong."""

    site: str
    browser: Browser
    way: str
    seen: set[str]
    session: Callable[[str], str]
    complaints: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)
    contexts: list[BrowserContext] = field(default_factory=list)

    def enter(self, name: str, *, way: str = "") -> "Person":
        """Will give someone a browser of their own, signed in nowhere."""
        # Without motion: half way from one colour to the other, no contrast means anything.
        way = way or self.way
        context = self.browser.new_context(
            locale="fr-CA", timezone_id="America/Toronto", reduced_motion="reduce", **WAYS[way]
        )
        context.set_default_timeout(PATIENCE)
        looking.listen(context, self.complaints, self.expected)
        self.contexts.append(context)
        return Person(name=name, stage=self, page=context.new_page(), way=way)

    def expects(self, *statuses: int) -> None:
        """Will let the browser's own requests be refused so: the journey is about that."""
        self.expected.update(statuses)

    def at_work(self, name: str, *, way: str = "") -> "Person":
        """Will bring in a member of the staff who signed in earlier today."""
        person = self.enter(name, way=way)
        person.shows_badge(self.session(name))
        return person

    def sign_in(self, name: str) -> "Person":
        """Will bring in a member of the staff by the real door: password, then the code of an application."""
        person = self.enter(name)
        person.goes("/connexion/")
        person.looks("connexion")
        person.fills("Courriel", f"{name}@office.example")
        person.fills("Mot de passe", PASSWORD)
        person.presses("Se connecter")
        person.looks("second-facteur")
        # A code serves once: journeys of one file may sign the same person in within thirty seconds.
        for periods in (0, 1, -1):
            person.fills("Code", code_of(periods=periods))
            person.presses("Se connecter")
            if person.path == "/travail/":
                return person
        raise AssertionError(person.words[:800])


@dataclass
class Person:
    """Someone in front of a screen."""

    name: str
    stage: Stage
    page: Page
    way: str

    @property
    def path(self) -> str:
        """Where the person is."""
        return self.page.url.removeprefix(self.stage.site).partition("?")[0].partition("#")[0]

    @property
    def words(self) -> str:
        """What is written on the main part of the page, spaces made plain."""
        return re.sub(r"\s+", " ", self.page.get_by_role("main").inner_text())

    def another_tab(self) -> "Person":
        """Will open another page of the same browser: same person, same session."""
        return Person(name=self.name, stage=self.stage, page=self.page.context.new_page(), way=self.way)

    def shows_badge(self, session: str) -> None:
        """Will carry this session, as after a sign-in."""
        self.page.context.add_cookies([{"name": "egide_session", "value": session, "url": self.stage.site}])

    def loses_badge(self) -> None:
        """Will carry no session any more, as when it expired."""
        self.page.context.clear_cookies(name="egide_session")

    def goes(self, path: str, *, status: int = 200) -> None:
        """Will type an address."""
        answer = self.page.goto(self.stage.site + path)
        assert answer is not None
        assert answer.status == status, (path, answer.status)

    def follows(self, link: str, **options: Any) -> None:
        """Will follow a link of the page."""
        with self.page.expect_navigation():
            self._uses(self.page.get_by_role("main").get_by_role("link", name=link, **options).first)

    def presses(self, button: str, *, status: int = 200) -> None:
        """Will press a button that leads to another page, and check the answer that ends the journey."""
        with self.page.expect_navigation() as arriving:
            self._uses(self.page.get_by_role("main").get_by_role("button", name=button, exact=True))
        assert arriving.value is not None
        assert arriving.value.status == status, (button, arriving.value.status, self.words[:800])

    def _uses(self, target: Locator) -> None:
        # Without a script nothing can hold a click back when a font that comes late has just moved what was under the
        # pointer: the keyboard reaches it wherever it stands.
        target.press("Enter") if self.way == "no-script" else target.click()

    def _checks(self, box: Locator) -> None:
        if self.way == "no-script":
            box.press("Space")
            expect(box).to_be_checked()
        else:
            box.check()

    def fills(self, label: str, text: str) -> None:
        """Will write in the field that has this label."""
        self.page.get_by_role("main").get_by_label(label).fill(text)

    def chooses(self, answer: str, *, of: str = "", **options: Any) -> None:
        """Will choose one of the answers offered, of one question when several are asked."""
        asked = self.page.get_by_role("radiogroup", name=of) if of else self.page
        self._checks(asked.get_by_role("radio", name=answer, **options))

    def ticks(self, box: str) -> None:
        """Will tick the box that has this label."""
        self._checks(self.page.get_by_label(box))

    def picks(self, label: str, answer: str) -> None:
        """Will choose an answer in a list."""
        # An optional field says so in its label, after its name.
        named = re.compile(rf"^{re.escape(label)}( facultatif)?$")
        offered = self.page.get_by_role("main").get_by_label(named)
        # A person's name is followed by a title: the beginning is enough.
        found = offered.locator("option").filter(has_text=re.compile(rf"^\s*{re.escape(answer)}"))
        offered.select_option(value=found.first.get_attribute("value"))

    def sees(self, *texts: str) -> None:
        """Will read, waiting for a page that is still arriving."""
        for text in texts:
            main = self.page.get_by_role("main")
            expect(main).to_contain_text(text, use_inner_text=True, ignore_case=True)

    def does_not_see(self, *texts: str) -> None:
        """Will read, and find nothing of it."""
        for text in texts:
            assert text.casefold() not in self.words.casefold(), text

    def downloads(self, path: str) -> bytes:
        """Will download what is at this address, with this browser's cookies."""
        answer = self.page.context.request.get(self.stage.site + path)
        assert answer.status == 200, (path, answer.status)
        return answer.body()

    def reads(self, selector: str) -> list[str]:
        """Will read each of these elements, spaces made plain."""
        return [re.sub(r"\s+", " ", text) for text in self.page.locator(selector).all_inner_texts()]

    def is_told_why_not(self, button: str, reason: str) -> None:
        """Will find the button closed, with its sentence beside it."""
        closed = self.page.get_by_role("button", name=button, exact=True)
        expect(closed).to_have_attribute("aria-disabled", "true")
        described = closed.get_attribute("aria-describedby")
        expect(self.page.locator(f"#{described}")).to_contain_text(reason)
        expect(self.page.locator(f"#{described}")).to_be_visible()

    def waits_to_see(self, text: str) -> None:
        """Will reload the page until the worker has done its part."""
        limit = time.monotonic() + SECONDS
        while text.casefold() not in self.words.casefold():
            assert time.monotonic() < limit, f"{text} never came: {self.words[:800]}"
            time.sleep(0.3)
            self.page.reload()

    def searches(self, words: str) -> None:
        """Will use the search of the header."""
        box = self.page.get_by_role("search").get_by_role("searchbox").first
        box.fill(words)
        with self.page.expect_navigation():
            box.press("Enter")

    def looks(self, name: str) -> None:
        """Will look at the page as a whole: its width always, axe once for each kind of page.

        One kind in two is looked at in the dark.
        """
        stage = self.stage
        if self.way == "no-script":
            return
        assert looking.overflowing(self.page) == [], (name, self.path)
        if name not in stage.seen:
            scheme = looking.SCHEMES[len(stage.seen) % 2]
            stage.seen.add(name)
            self.page.mouse.move(0, 0)
            looking.picture(self.page, f"{self.way}-{name}")
            stage.complaints += [f"{name}: {fault}" for fault in looking.faults(self.page, scheme)]


@contextmanager
def opened(
    browser: Browser, site: str, way: str, seen: set[str], session: Callable[[str], str]
) -> Iterator[Stage]:
    """Will open the stage of one journey; what the browser complained about by the end fails the test."""
    stage = Stage(site=site, browser=browser, way=way, seen=seen, session=session)
    try:
        yield stage
    finally:
        for context in stage.contexts:
            context.close()
    assert not stage.complaints, "\n".join(stage.complaints)
