"""How many texts the words find, up to a thousand, and what these are made of: asked once their first page is shown.

Beside the results it takes the place of what waits for it; without a script it is a page of its own. One statement.
"""

from dataclasses import dataclass
from functools import lru_cache

from egide.interfaces.staff.orders import choices as order_rows
from egide.interfaces.staff.search_choices import units_read
from egide.interfaces.staff.search_facets import Facet, facets
from egide.interfaces.staff.search_filters import SearchFilters
from egide.interfaces.staff.search_narrowing import narrowing_of
from egide.kernel.search.asking import understand
from egide.kernel.search.windows import CAP, counted_asked
from egide.platform.accounts.actors import Actor
from egide.platform.database.together import ByHand, Prepared, Steady, prepare
from egide.ui import formats
from egide.ui.addresses import address

OF_THE_NEWEST = f"Comptés parmi les {formats.number(CAP)} textes les plus récents."


@dataclass(frozen=True, kw_only=True)
class SearchCount:
    """What was counted; `back` is the address of the texts themselves."""

    q: str
    heading: str
    facets: tuple[Facet, ...]
    facets_note: str
    back: str


def search_count(*, actor: Actor, filters: SearchFilters) -> SearchCount:
    """Will count the texts that the first page of this search begins to show, through the same window."""
    asked, url = understand(filters.q), address("staff:search")
    back = filters.address(url)
    if not asked.wanted:
        return SearchCount(q=filters.q, heading=counted_heading(0), facets=(), facets_note="", back=back)
    asking = counted_asked(actor, asked, narrowing=narrowing_of(actor, filters), begun=asked.begun())
    orders, units, answers = _written(actor, asking.rows).read(asking.told)
    found = asking.found(answers)
    return SearchCount(
        q=filters.q,
        heading=counted_heading(found.total),
        facets=facets(actor, found, filters, url, orders, units),
        facets_note=OF_THE_NEWEST if found.total > CAP else "",
        back=back,
    )


def counted_heading(total: int, *, counted: int = CAP) -> str:
    """Will say how many texts were found, or that there are more than were counted."""
    if total > counted:
        return f"Plus de {formats.number(counted)} textes trouvés"
    return formats.count(total, "texte trouvé", "textes trouvés") if total else "Aucun texte trouvé"


@lru_cache(maxsize=512)
def _written(actor: Actor, answers: ByHand) -> Prepared:
    return prepare(order_rows(), Steady(units_read(actor)), answers)
