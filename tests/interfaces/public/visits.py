"""Élise's way through the form by plain requests, as a browser without script makes them.

She sends back exactly the fields of the page she received, and what she typed over them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.test import Client

ADDRESS = "/demande/"
SITUATION = {"situation": "no_news"}
RECOURSE = {"order": "dentiste", "mechanism": "syndic", "inquiry_requested_on": "3 mars 2026"}
STORY = {
    "summary": "J’ai demandé une enquête au syndic.\nJe n’ai reçu aucune nouvelle depuis.",
    "wish": "Savoir où en est l’enquête.",
    "title": "",
}
CONTACT = {
    "name": "Élise Tremblay",
    "preferred_channel": "email",
    "email": "elise.tremblay@exemple.ca",
    "phone": "",
    "address": "",
}
CONSENT = {"consent": "on"}
STEPS: tuple[Mapping[str, str], ...] = (SITUATION, RECOURSE, STORY, CONTACT)


class _Fields(HTMLParser):
    """Every field of the page's form, with the value that it would send."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.values: dict[str, str] = {}
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = dict(attrs)
        name, kind = have.get("name") or "", have.get("type") or "text"
        if tag == "textarea" and name:
            self._area, self.values[name] = name, ""
        elif tag == "input" and name and kind not in {"radio", "checkbox", "file", "submit"}:
            self.values[name] = have.get("value") or ""
        elif tag == "input" and name and "checked" in have:
            self.values[name] = have.get("value") or "on"

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            # A browser drops the line end that follows the opening tag, and sends CRLF.
            text = self.values[self._area].replace("\r\n", "\n").removeprefix("\n")
            self.values[self._area] = text.replace("\n", "\r\n")
            self._area = ""


def fields_of(page: Any) -> dict[str, str]:
    """Will return what the page's form would send."""
    reader = _Fields()
    reader.feed(page.content.decode())
    reader.values.pop("theme", None)
    reader.values.pop("next", None)
    return reader.values


def text_of(page: Any) -> str:
    """Will return the words of a page, without its markup, non-breaking spaces as spaces."""
    words = re.sub(r"<[^>]+>", " ", page.content.decode())
    return re.sub(r"\s+", " ", unescape(words)).strip()


@dataclass
class Citizen:
    """Someone who fills the form; `page` is what she sees."""

    client: Client
    page: Any = field(init=False)

    def __post_init__(self) -> None:
        self.page = self.client.get(ADDRESS)

    def post(self, *, go: str = "next", **typed: Any) -> Any:
        """Will send the page's own fields, with what is typed over them."""
        self.page = self.client.post(ADDRESS, {**fields_of(self.page), **typed, "go": go})
        return self.page

    def reach(self, step: int, **changes: str) -> Any:
        """Will answer the steps before `step` as Élise does, but for the changes."""
        for answers in STEPS[: step - 1]:
            self.post(**{**answers, **{name: text for name, text in changes.items() if name in answers}})
        return self.page

    def send(self, **typed: Any) -> Any:
        """Will send the last step, with consent."""
        return self.post(go="send", **{**CONSENT, **typed})

    @property
    def step(self) -> int:
        """The step on the screen."""
        return int(fields_of(self.page)["step"])

    @property
    def words(self) -> str:
        """What is written on the page."""
        return text_of(self.page)
