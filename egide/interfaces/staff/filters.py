"""The filters of a list as its address carries them: known values only, anything else is the default; a day that
cannot be read filters nothing, and is said beside its field.

Pure: it reads an address and writes one; the queries are in pages_list.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from egide.interfaces.staff.addresses import queried
from egide.kernel.lifecycle import answers

SCOPES = (("all", "Tous"), ("unit", "Mon unité"), ("mine", "Les miens"))
STANDINGS = (("open", "Ouverts"), ("closed", "Fermés"), ("any", "Ouverts et fermés"))
SORTS = (("due", "Échéance la plus proche"), ("newest", "Les plus récents"))
LONGEST = 200
LONGEST_DAY = 40  # of what was typed as a day, shown again
DAYS = ("recu_du", "recu_au", "ferme_du", "ferme_au")
EVERY_DAY = (*DAYS, "du", "au")  # those of the other lists too
# The filters as an address names them; an export, or an act on all the rows found, carries them all.
NAMES = (
    "de",
    "dossiers",
    "etat",
    "ordre",
    "theme",
    "retard",
    "recu_du",
    "recu_au",
    "ferme_du",
    "ferme_au",
    "tri",
    "q",
)


Days = tuple[date | None, date | None]
Misread = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What is asked of the list. `after` and `before` are numbers of dossiers, the ends of a page.

    `received` and `closed` are the first and the last day asked, both included; either may be open. `misread`: the
    days that cannot be read, by their name in the address, as typed.
    """

    scope: str = "all"
    standing: str = "open"
    state: str = ""
    order: str = ""
    theme: str = ""
    late: bool = False
    received: Days = (None, None)
    closed: Days = (None, None)
    sort: str = "due"
    q: str = ""
    after: str = ""
    before: str = ""
    misread: Misread = ()

    @classmethod
    def read(cls, query: Mapping[str, str], *, states: frozenset[str]) -> Self:
        """Will read an address; what is not understood is left out, never an error; of days, it is kept to be said."""
        closed = day_of(query.get("ferme_du", "")), day_of(query.get("ferme_au", ""))
        standing = known(query.get("dossiers", ""), STANDINGS)
        return cls(
            scope=known(query.get("de", ""), SCOPES),
            # An open dossier has no day of closing: with one asked, « open » could only find nothing.
            standing="closed" if any(closed) and standing == "open" else standing,
            state=query.get("etat", "") if query.get("etat", "") in states else "",
            order=clean(query.get("ordre", ""))[:80],
            theme=clean(query.get("theme", ""))[:20],
            late=query.get("retard", "") == "1",
            received=(day_of(query.get("recu_du", "")), day_of(query.get("recu_au", ""))),
            closed=closed,
            sort=known(query.get("tri", ""), SORTS),
            q=clean(query.get("q", "")),
            after=clean(query.get("apres", ""))[:40],
            before=clean(query.get("avant", ""))[:40],
            misread=misread(query, DAYS),
        )

    @property
    def narrowed(self) -> bool:
        """Whether something is left out of what the reader sees by default."""
        return {**vars(self), "after": "", "before": "", "sort": "due", "misread": ()} != _BY_DEFAULT

    def address(self, url: str, **changes: str | bool) -> str:
        """Will write the address of the list with some of the filters changed, always on a first page."""
        wanted = {**vars(self), "after": "", "before": "", **changes}
        said = queried((*_pairs(wanted), ("apres", wanted["after"]), ("avant", wanted["before"])))
        return f"{url}?{said}" if said else url

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Will give what differs from the list by default, as its address names it; not the place in it."""
        return tuple([(name, value) for name, value in _pairs(vars(self)) if value])


_BY_DEFAULT = vars(Filters())


def _pairs(asked: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What an address says of each filter, in the order of NAMES; nothing of what is as by default."""
    scope, standing, sort = asked["scope"], asked["standing"], asked["sort"]
    return (
        ("de", "" if scope == "all" else scope),
        ("dossiers", "" if standing == "open" else standing),
        ("etat", asked["state"]),
        ("ordre", asked["order"]),
        ("theme", asked["theme"]),
        ("retard", "1" if asked["late"] else ""),
        ("recu_du", _said(asked["received"][0])),
        ("recu_au", _said(asked["received"][1])),
        ("ferme_du", _said(asked["closed"][0])),
        ("ferme_au", _said(asked["closed"][1])),
        ("tri", "" if sort == "due" else sort),
        ("q", asked["q"]),
    )


def clean(text: str) -> str:
    """Will keep what can be searched: no control character, no outer blank, at most 200 characters."""
    if not text:
        return ""
    printable = "".join(c if c.isprintable() else " " for c in text[: LONGEST * 4])
    return " ".join(printable.split())[:LONGEST]


def day_of(text: str) -> date | None:
    """Will read « 2026-04-01 »; nothing of anything else."""
    return answers.day_of(text.strip()) if text else None


def misread(query: Mapping[str, str], names: Sequence[str]) -> Misread:
    """Will return the days asked that cannot be read, as typed: they filter nothing, and their fields say so."""
    typed = [(name, clean(query[name])) for name in names if query.get(name)]
    return tuple([(name, text[:LONGEST_DAY]) for name, text in typed if text and day_of(text) is None])


def _said(day: date | None) -> str:
    return day.isoformat() if day else ""


def known(value: str, choices: Sequence[tuple[str, str]]) -> str:
    """Will keep a value that is among the choices; anything else is the first of them."""
    return value if value and any(value == code for code, _ in choices) else choices[0][0]
