"""One's kept searches: what each looks for, what is new, whether notices are given.

One query.
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.urls import reverse

from egide.kernel.search.asking import understand
from egide.kernel.search.explaining import explained
from egide.kernel.search.models import SavedSearch
from egide.kernel.search.saving import MOST_SAVED, saved_of
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Badge

NOT_FILTERS = {"q", "tri"}  # the words and the order leave nothing out


@dataclass(frozen=True, kw_only=True)
class SavedRow:
    """One search: its name, what is looked for, what may be done."""

    name: str
    looked_for: str
    detail: str
    badge: Badge | None
    actions: tuple[Action, ...]


@dataclass(frozen=True, kw_only=True)
class SavedPage:
    """The list, and where to search."""

    rows: tuple[SavedRow, ...]
    most: int
    search_url: str


def saved_page(actor: Actor) -> SavedPage:
    """Will list the actor's own searches, by name."""
    return SavedPage(
        rows=tuple(_row(one) for one in saved_of(actor)), most=MOST_SAVED, search_url=reverse("staff:search")
    )


def _row(one: SavedSearch) -> SavedRow:
    def address(name: str) -> str:
        return reverse(f"staff:{name}", kwargs={"search": one.key})

    filters = len({name for name, _ in parse_qsl(one.address)} - NOT_FILTERS)
    also = f" · {formats.count(filters, 'filtre', 'filtres')}" if filters else ""
    return SavedRow(
        name=one.name,
        looked_for=explained(understand(one.asked)),
        detail=f"Gardée le {formats.day(formats.local(one.created_at).date())}{also}",
        badge=Badge(label="En pause")
        if one.paused
        else Badge(label=formats.count(one.new, "nouveau texte", "nouveaux textes"), tone="now")
        if one.new
        else None,
        actions=(
            Action(label="Ouvrir", url=address("open_search"), method="post", primary=True),
            Action(
                label="Reprendre les avis" if one.paused else "Suspendre les avis",
                url=address("pause_search"),
                method="post",
                fields=(("avis", "oui" if one.paused else "non"),),
            ),
            Action(
                label="Supprimer",
                url=address("remove_search"),
                method="post",
                danger=True,
                confirm=f"Supprimer la recherche «\u00a0{one.name}\u00a0»?",
            ),
        ),
    )
