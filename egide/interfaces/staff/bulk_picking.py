"""What a list shows so that its rows can be chosen: those kept from other pages, and the filter taken whole.

Pure: it reads the list's page object; what is chosen is asked again by bulk_choosing.py.
"""

from dataclasses import dataclass

from egide.interfaces.staff.filters import Filters
from egide.interfaces.staff.keyset import Slice
from egide.ui import formats


@dataclass(frozen=True, kw_only=True)
class Picking:
    """`fields` are the filters, carried from page to page; `elsewhere` the numbers chosen on other pages."""

    fields: tuple[tuple[str, str], ...]
    chosen: frozenset[str]
    elsewhere: tuple[str, ...]
    kept: str
    forget: str
    whole: str
    after: str
    before: str


def picking_of(
    filters: Filters, page: Slice, chosen: tuple[str, ...], *, module: str, url: str, summary: str
) -> Picking:
    """Will tell what the bar under the list says and carries."""
    here = {dossier.number for dossier in page.dossiers}
    elsewhere = tuple(number for number in chosen if number not in here)
    kept = formats.count(
        len(elsewhere), "dossier choisi sur une autre page", "dossiers choisis sur d’autres pages"
    )
    return Picking(
        fields=(("liste", module), *filters.pairs()),
        chosen=frozenset(chosen) & here,
        elsewhere=elsewhere,
        kept=kept if elsewhere else "",
        forget=filters.address(url),
        whole=f"Prendre tout ce que ce filtre trouve ({summary[:1].lower()}{summary[1:]})",
        after=page.dossiers[-1].number if page.dossiers and page.later else "",
        before=page.dossiers[0].number if page.dossiers and page.earlier else "",
    )
