"""The filters of a list as its address carries them: known values only, anything else is the default.

Pure: it reads an address and writes one; the queries are in pages_list.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from egide.interfaces.staff.addresses import with_query

SCOPES = (("all", "Tous"), ("unit", "Mon unité"), ("mine", "Les miens"))
STANDINGS = (("open", "Ouverts"), ("closed", "Fermés"), ("any", "Ouverts et fermés"))
SORTS = (("due", "Échéance la plus proche"), ("newest", "Les plus récents"))
LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What is asked of the list. `after` and `before` are numbers of dossiers, the ends of a page."""

    scope: str = "all"
    standing: str = "open"
    state: str = ""
    order: str = ""
    theme: str = ""
    late: bool = False
    sort: str = "due"
    q: str = ""
    after: str = ""
    before: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str], *, states: frozenset[str]) -> Self:
        """Will read an address; what is not understood is left out, never an error."""
        return cls(
            scope=_known(query.get("de", ""), SCOPES),
            standing=_known(query.get("dossiers", ""), STANDINGS),
            state=query.get("etat", "") if query.get("etat", "") in states else "",
            order=clean(query.get("ordre", ""))[:80],
            theme=clean(query.get("theme", ""))[:20],
            late=query.get("retard", "") == "1",
            sort=_known(query.get("tri", ""), SORTS),
            q=clean(query.get("q", "")),
            after=clean(query.get("apres", ""))[:40],
            before=clean(query.get("avant", ""))[:40],
        )

    @property
    def narrowed(self) -> bool:
        """Whether something is left out of what the reader sees by default."""
        return replace(self, after="", before="", sort="due") != Filters()

    def address(self, url: str, **changes: str | bool) -> str:
        """Will write the address of the list with some of the filters changed, always on a first page."""
        told = {"after": "", "before": "", **changes}
        wanted = replace(self, **told)  # type: ignore[arg-type]
        return with_query(url, **dict(wanted.pairs()), apres=wanted.after, avant=wanted.before)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Will give what differs from the list by default, as its address names it; not the place in it."""
        told = {
            "de": "" if self.scope == "all" else self.scope,
            "dossiers": "" if self.standing == "open" else self.standing,
            "etat": self.state,
            "ordre": self.order,
            "theme": self.theme,
            "retard": "1" if self.late else "",
            "tri": "" if self.sort == "due" else self.sort,
            "q": self.q,
        }
        return tuple((name, value) for name, value in told.items() if value)


def clean(text: str) -> str:
    """Will keep what can be searched: no control character, no outer blank, at most 200 characters."""
    printable = "".join(c if c.isprintable() else " " for c in text[: LONGEST * 4])
    return " ".join(printable.split())[:LONGEST]


def _known(value: str, choices: tuple[tuple[str, str], ...]) -> str:
    return value if value in {code for code, _ in choices} else choices[0][0]
