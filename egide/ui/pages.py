"""Page objects: the finished values that components draw, frozen and keyword-only.
They carry words and addresses ready to show; they hold no model, no query and no decision."""

from dataclasses import dataclass
from typing import Literal

# late, soon and met speak of time; now of the current step; sealed of restricted access; idle of the rest.
Tone = Literal["late", "soon", "met", "now", "idle", "sealed"]
StationState = Literal["done", "here", "ahead"]


@dataclass(frozen=True, kw_only=True)
class Link:
    """Words that lead somewhere; `detail` is the small line under them."""

    label: str
    url: str
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Crumb:
    """One step of the trail above the title; the last one has no address."""

    label: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Badge:
    """A short state in words, coloured by its tone."""

    label: str
    tone: Tone = "idle"


@dataclass(frozen=True, kw_only=True)
class NavItem:
    """One entry of the side navigation; `count` is left out when None."""

    label: str
    url: str
    count: int | None = None
    current: bool = False
    tone: Tone = "idle"


@dataclass(frozen=True, kw_only=True)
class NavGroup:
    """Entries under one heading; the first group usually has none.

    With `folds`, the heading opens and closes the group: `opened` at first, always when one entry is current.
    """

    items: tuple[NavItem, ...]
    label: str = ""
    folds: bool = False
    opened: bool = True


@dataclass(frozen=True, kw_only=True)
class Account:
    """The signed-in person, for the header's account menu."""

    name: str
    initials: str
    detail: str = ""
    links: tuple[Link, ...] = ()
    sign_out_url: str = ""
    notifications: int = 0
    notifications_url: str = ""


@dataclass(frozen=True, kw_only=True)
class SearchBox:
    """The header's search: a GET form with one field named `q`."""

    url: str
    value: str = ""
    label: str = "Rechercher"
    placeholder: str = "Rechercher un dossier, une personne, un document…"


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something a person may do. A non-empty `reason` makes it refused, and is shown beside it.

    `form` is the id of a form of the page that goes along with a POST: what was typed there is not lost. `downloads`:
    it gives a file and leaves the page where it is, so that it may be done again.
    """

    label: str
    url: str = ""
    method: Literal["get", "post"] = "get"
    reason: str = ""
    primary: bool = False
    danger: bool = False
    confirm: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    form: str = ""
    downloads: bool = False


@dataclass(frozen=True, kw_only=True)
class DeadlineView:
    """A due date in words, with its proof; `iso` is the same day as AAAA-MM-JJ."""

    label: str
    words: str
    date: str
    tone: Tone = "idle"
    iso: str = ""
    steps: tuple[str, ...] = ()
    source: str = ""
    note: str = ""
    opened: bool = False


@dataclass(frozen=True, kw_only=True)
class Station:
    """One step of the process map; `detail` is the small text under it."""

    label: str
    state: StationState = "ahead"
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class HistoryEntry:
    """One line of the journal: when, what (strong), then the rest of the sentence."""

    when: str
    what: str = ""
    text: str = ""
    iso: str = ""
    who: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line of a definition list; a badge replaces the value when there is one."""

    term: str
    value: str = ""
    detail: str = ""
    url: str = ""
    badge: Badge | None = None


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One section of a page, each with its own address."""

    label: str
    url: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number of the dashboard, a link to the list it counts."""

    value: str
    label: str
    url: str = ""
    tone: Tone = "idle"
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A number of a dashboard with what it was before, and its definition one click away."""

    value: str
    label: str
    definition: str
    url: str = ""
    tone: Tone = "idle"
    detail: str = ""
    change: str = ""


@dataclass(frozen=True, kw_only=True)
class Series:
    """One of several sets of values of a chart: its colour and its pattern, never the colour alone."""

    label: str
    tone: Tone = "now"
    pattern: Literal["plain", "stripes", "dots"] = "plain"


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar of a chart: `value` gives its height, `shown` the words; None means no data.

    With several series, `values` and `said` hold one value and one word each, in the order of the series.
    """

    label: str
    value: float | None = None
    shown: str = ""
    tone: Tone = "now"
    url: str = ""
    values: tuple[float, ...] = ()
    said: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart and the sentence that says what it shows; `maximum` is the top of the scale.

    `columns` stand side by side, `stacked` ones on one another, `bars` lie under one another with room for
    long names, in one part or in as many as there are series. Without `series` each bar has one value.
    """

    title: str
    bars: tuple[Bar, ...]
    summary: str
    maximum: float = 100
    measure: str = "Valeur"
    heading: str = "Période"
    kind: Literal["columns", "stacked", "bars"] = "columns"
    series: tuple[Series, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Column:
    """A table's column; `numeric` aligns right with tabular figures, `narrow` keeps it tight."""

    label: str
    numeric: bool = False
    narrow: bool = False


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A table's cell: text (a link when it has an address), a small second line, a badge before it."""

    text: str = ""
    detail: str = ""
    url: str = ""
    badge: Badge | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """A list of rows. `caption` always exists for screen readers and is hidden when a title says it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption_hidden: bool = True
    wide: bool = False


@dataclass(frozen=True, kw_only=True)
class FileView:
    """A document's row; `scan` says what the scanner answered, in words and tone.

    `url` leads to what is known of it, or to the file itself; `download` to the file, when both are offered.
    """

    name: str
    url: str = ""
    download: str = ""
    kind: str = ""
    size: str = ""
    added: str = ""
    scan: Badge | None = None
    note: str = ""
    # How far its reading went, when that is worth saying; `under_way` while the system reads it.
    reading: Badge | None = None
    under_way: bool = False
    # Taken out of the document above it: an e-mail's attachment.
    inside: bool = False


@dataclass(frozen=True, kw_only=True)
class Pager:
    """Neighbouring pages of a keyset list; an empty address means there is none."""

    previous_url: str = ""
    next_url: str = ""
    summary: str = ""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Where one stands in a form of several pages, counted from 1."""

    current: int
    total: int
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class ErrorPage:
    """What an error page says: what happened, what was not lost, whom to ask, how to go on."""

    code: int
    title: str
    happened: str
    kept: str = ""
    contact: str = ""
    reference: str = ""
    actions: tuple[Action, ...] = ()
