"""A text that full text reads, declared as a value: rows that are texts of their own, or a part of a dossier's card.

Serves the modules, which name their own tables here and nowhere else; the index is made from it by kernel/search.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedRows:
    """A table each of whose rows is one text. Expressions name the row `r`; the table has `dossier_id` and `rank`.

    `label` is how a result names its place (« Note d’appel »), `name` how a filter names them all (« Notes »), and
    `group` the kind of thing that it belongs to. A long text is cut: `block` numbers its pieces, of which `pieces`
    (a join on `r`) makes several of one row, and `of_row` tells those of one row by their number.
    """

    code: str
    name: str
    label: str
    table: str
    columns: tuple[str, ...]
    text: str
    day: str
    group: str
    block: str = "0"
    pieces: str = ""
    of_row: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedText:
    """A part of the card of a dossier: its title, its people, its facts… so that words of several are found together.

    `weight` is A (what names the dossier) to D, B for people; `key` is the column that holds the dossier.
    """

    code: str
    label: str
    table: str
    columns: tuple[str, ...]
    text: str
    weight: str = "C"
    key: str = "dossier_id"
    order: str = ""
