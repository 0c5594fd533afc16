"""The list of units, with their sector, their site and who answers for each.

One query; the units of another sector are shown and cannot be changed.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from egide.interfaces.administration.elevated import trail
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.administering import administered
from egide.platform.accounts.models import Unit
from egide.ui.pages import Cell, Column, Crumb, Table

COLUMNS = (Column(label="Unité"), Column(label="Secteur"), Column(label="Personne responsable"))


@dataclass(frozen=True, kw_only=True)
class UnitsPage:
    """The list, and the form of a new unit."""

    crumbs: tuple[Crumb, ...]
    table: Table
    form: Any
    url: str


def units_page(actor: Actor, form: Any) -> UnitsPage:
    """Will build the page."""
    own = administered(actor)
    rows = tuple(
        (
            Cell(
                text=unit.name,
                detail=unit.code,
                url=reverse("administration:unit", kwargs={"unit": unit.code})
                if unit.compartment_id in own
                else "",
            ),
            Cell(text=unit.compartment.name, detail=unit.site.name),
            Cell(text=unit.head.full_name if unit.head else "—"),
        )
        for unit in Unit.objects.select_related("compartment", "site", "head").order_by("name")
    )
    return UnitsPage(
        crumbs=trail(("Unités", "")),
        table=Table(caption="Unités", columns=COLUMNS, rows=rows),
        form=form,
        url=reverse("administration:units"),
    )
