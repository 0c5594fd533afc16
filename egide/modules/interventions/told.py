"""Reads what the public form kept: typed answers out of a JSON object that any version of the form may have made.

Pure: an answer that is missing, of another type or unreadable reads as nothing; what the person typed is never
rewritten. What a dossier needs of it is `actions.intake_from`; what the staff sees is `pages.received_page`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from egide.law.concerns import Concern, concern_in

WHO = {
    "self": "Elle-même",
    "representative": "Une autre personne, qu’elle représente",
    "parent": "Son enfant mineur",
    "several": "Elle-même, avec d’autres signataires",
    "anonymous": "Elle-même, sans donner son nom",
}
ACTS_FOR_ANOTHER = frozenset({"representative", "parent"})
SIGNING_ROLES = frozenset({"co_requester", "representative"})
CHANNELS = {"email": "email", "phone": "phone", "post": "post", "mail": "post"}  # the form says « mail »
STEPS = ("inquiry_requested", "syndic_decided", "review_requested", "private_complaint", "conciliation")
MOST_PEOPLE, MOST_ORDERS = 20, 20
LENGTHS = {"name": 200, "email": 254, "phone": 40, "address": 1000, "about": 120, "title": 200}
LONGEST = 8000


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step already taken with the order: a day, or words and, when known, the days between which it was."""

    kind: str
    on: date | None = None
    about: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, kw_only=True)
class Someone:
    """Another person named in the form."""

    role: str
    name: str
    email: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """The answers, each of its type."""

    title: str
    summary: str
    wish: str
    email: str
    phone: str
    address: str
    mechanism: str
    situation: str
    preferred_channel: str
    consent: str
    who: str
    people: tuple[Someone, ...]
    other_orders: tuple[str, ...]
    steps: tuple[Step, ...]
    other_recourse: str
    accommodations: str

    @property
    def representative(self) -> Someone | None:
        """Who acts for the person named, when somebody does."""
        if self.who not in ACTS_FOR_ANOTHER:
            return None
        return next((one for one in self.people if one.role == "representative"), None)

    @property
    def reached_at(self) -> str:
        """The address, in care of whoever acts for the person named."""
        acting = self.representative
        return f"a/s {acting.name}\n{self.address}" if acting and self.address else self.address

    @property
    def other_step(self) -> tuple[Step, ...]:
        """The free words as a step: its line holds their beginning, the summary shows them in full."""
        line = " ".join(self.other_recourse.split())
        cut = line if len(line) <= LENGTHS["about"] else f"{line[: LENGTHS['about'] - 1]}…"
        return (Step(kind="other", about=cut),) if cut else ()

    @property
    def concern(self) -> Concern | None:
        """What the words may show: distress, or a threat."""
        words = (self.title, self.summary, self.wish, self.other_recourse, self.accommodations)
        return concern_in("\n".join(words))


def read_answers(answers: Any) -> Told:
    """Will read the answers of a request; never raises, whatever the column holds."""
    known: Mapping[str, Any] = answers if isinstance(answers, Mapping) else {}
    return Told(
        **{name: _text(known, name) for name in ("title", "summary", "wish", "email", "phone", "address")},
        mechanism=_text(known, "mechanism") or "other",
        situation=_text(known, "situation") or "other",
        preferred_channel=CHANNELS.get(_text(known, "preferred_channel"), ""),
        consent=_text(known, "consent")[:60],
        who=who_of(known),
        people=_people(known.get("people")),
        other_orders=_slugs(known.get("other_orders")),
        steps=tuple(step for kind in STEPS if (step := _step(known, kind))),
        other_recourse=_text(known, "other_recourse"),
        accommodations=_text(known, "accommodations"),
    )


def who_of(answers: Any) -> str:
    """Will return who wrote, the only answer that some lists need."""
    who = _text(answers, "who") if isinstance(answers, Mapping) else ""
    return who if who in WHO else "self"


def _text(known: Mapping[str, Any], name: str) -> str:
    value = known.get(name)
    return value.strip()[: LENGTHS.get(name, LONGEST)] if isinstance(value, str) else ""


def _people(value: Any) -> tuple[Someone, ...]:
    rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
    found = []
    for row in rows[:MOST_PEOPLE]:
        role, name = _text(row, "role"), _text(row, "name")
        if role in SIGNING_ROLES and name:
            reached = {part: _text(row, part) for part in ("email", "phone", "address")}
            found.append(Someone(role=role, name=name, **reached))
    return tuple(found)


def _slugs(value: Any) -> tuple[str, ...]:
    slugs = [slug for slug in value if isinstance(slug, str)] if isinstance(value, list) else []
    return tuple(dict.fromkeys(slug for slug in slugs[:MOST_ORDERS] if "\x00" not in slug))


def _step(known: Mapping[str, Any], kind: str) -> Step | None:
    on, about = _day(known.get(f"{kind}_on")), _text(known, f"{kind}_about")[: LENGTHS["about"]]
    if on:
        return Step(kind=kind, on=on)
    first, _, last = _text(known, f"{kind}_between").partition("/")
    return Step(kind=kind, about=about, first=_day(first), last=_day(last)) if about else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and value else None
    except ValueError:
        return None
