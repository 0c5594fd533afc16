"""What a search asks, as its address carries it: words, order, place, period; anything unknown is left out, and a
day that cannot be read is said beside its field.

Pure: it reads an address and writes one. Known choices are given by pages_search.py, which knows the reader.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from egide.interfaces.staff.addresses import queried, with_query
from egide.interfaces.staff.filters import Misread, clean, day_of, known, misread

SORTS = (("", "Les plus récents"), ("pertinence", "Les plus pertinents"))
STANDINGS = (("", "Ouverts et fermés"), ("open", "Ouverts"), ("closed", "Fermés"))
LONGEST_CURSOR = 80
DAYS = ("du", "au")
# What an address says, in its order, and of which field.
_NAMES = (
    ("q", "q"),
    ("tri", "sort"),
    ("genre", "kind"),
    ("unite", "unit"),
    ("etat", "state"),
    ("ordre", "order"),
    ("dossiers", "standing"),
    ("ou", "source"),
    ("classe", "class_code"),
    ("format", "form"),
    ("du", "since"),
    ("au", "until"),
    ("apres", "after"),
    ("page", "page"),
)
_FIELDS = tuple(field for _, field in _NAMES)


@dataclass(frozen=True, kw_only=True)
class SearchFilters:
    """`after` is the end of the page before, « INT-2026-00142.note.3 »; `page` counts those of a ranked search."""

    q: str = ""
    sort: str = ""
    kind: str = ""
    unit: str = ""
    state: str = ""
    order: str = ""
    standing: str = ""
    source: str = ""
    class_code: str = ""
    form: str = ""
    since: date | None = None
    until: date | None = None
    after: str = ""
    page: int = 1
    misread: Misread = ()

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """Will read an address."""
        page = query.get("page", "")
        return cls(
            q=clean(_composed(query)),
            sort=known(query.get("tri", ""), SORTS),
            kind=clean(query.get("genre", ""))[:40],
            unit=clean(query.get("unite", ""))[:40],
            state=clean(query.get("etat", ""))[:40],
            order=clean(query.get("ordre", ""))[:80],
            standing=known(query.get("dossiers", ""), STANDINGS),
            source=clean(query.get("ou", ""))[:12],
            class_code=clean(query.get("classe", ""))[:40],
            form=clean(query.get("format", ""))[:12],
            since=day_of(query.get("du", "")),
            until=day_of(query.get("au", "")),
            after=clean(query.get("apres", ""))[:LONGEST_CURSOR],
            page=min(int(page), 40) if page.isdecimal() and 0 < len(page) < 4 and int(page) else 1,
            misread=misread(query, DAYS),
        )

    @property
    def narrowed(self) -> bool:
        """Whether more than the words is asked."""
        return replace(self, q="", sort="", after="", page=1, misread=()) != SearchFilters()

    def addresses(self, url: str, *fields: str) -> Callable[..., str]:
        """Will return what writes the address for some values of these fields, which follow one another.

        What stands before and after them is written once.
        """
        first = _FIELDS.index(fields[0])
        before = self._said(_NAMES[:first])
        after = self._said(_NAMES[first + len(fields) : _FIELDS.index("after")])
        own = [name for name, _ in _NAMES[first : first + len(fields)]]

        def write(*values: str) -> str:
            chosen = queried(zip(own, values, strict=True))
            return f"{url}?{'&'.join([said for said in (before, chosen, after) if said])}"

        return write

    def _said(self, names: Iterable[tuple[str, str]]) -> str:
        return queried((name, str(value)) for name, field in names if (value := getattr(self, field)))

    def address(self, url: str, **changes: object) -> str:
        """Will write the address with some changes, on a first page unless told otherwise."""
        wanted: dict[str, Any] = {**vars(self), "after": "", "page": 1, **changes}
        if wanted["page"] == 1:
            wanted["page"] = ""
        return with_query(url, **{name: str(wanted[field] or "") for name, field in _NAMES})


def _composed(query: Mapping[str, str]) -> str:
    """The words, with what the form offers in fields of their own: in a row, either, without."""
    exact = query.get("suite", "").replace("«", " ").replace("»", " ").replace('"', " ").strip()
    either = [word for word in query.get("parmi", "").split() if word.lower() != "ou"]
    without = [word.lstrip("-") for word in query.get("sans", "").split()]
    said = (
        query.get("q", ""),
        f"«\u00a0{exact}\u00a0»" if exact else "",
        " ou ".join(either),
        *(f"-{word}" for word in without if word),
    )
    return " ".join(filter(None, said))
