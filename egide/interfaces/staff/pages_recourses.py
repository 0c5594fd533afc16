"""The page of the steps taken with the order: those noted, each with the way to correct it, and the form of one more.

All SQL for this screen happens here.
"""

from dataclasses import dataclass
from typing import Any

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.pages_moves import crumbs
from egide.kernel.dossiers.models import Dossier
from egide.modules.interventions.models import RecourseUsed
from egide.modules.interventions.recourses import recourses_of
from egide.modules.interventions.vocabulary import RECOURSES, label
from egide.ui import formats
from egide.ui.pages import Badge, Cell, Column, Crumb, Table

COLUMNS = (Column(label="Démarche"), Column(label="Quand"), Column(label="Selon"))


@dataclass(frozen=True, kw_only=True)
class RecoursesPage:
    """The steps, and the form of one more."""

    crumbs: tuple[Crumb, ...]
    title: str
    lead: str
    number: str
    heading: str
    version: int
    table: Table | None
    form: Any
    url: str
    back: str


def recourses_page(dossier: Dossier, form: Any, *, title: str, lead: str) -> RecoursesPage:
    """Will list the steps in the order noted; one query."""
    rows = tuple(_row(dossier, step) for step in recourses_of(dossier))
    return RecoursesPage(
        crumbs=crumbs(dossier, title),
        title=title,
        lead=lead,
        number=dossier.number,
        heading=dossier.title,
        version=dossier.version,
        table=Table(caption=title, columns=COLUMNS, rows=rows) if rows else None,
        form=form,
        url=of_dossier("recourses", dossier.number),
        back=dossier_url(dossier.number),
    )


def _row(dossier: Dossier, step: RecourseUsed) -> tuple[Cell, ...]:
    confirmed = step.confirmed_on
    return (
        Cell(
            text=label(RECOURSES, step.kind),
            detail="Corriger ou confirmer",
            url=of_dossier("recourse", dossier.number, rank=step.rank),
        ),
        Cell(text=formats.day(step.happened_on) if step.happened_on else f"«\u00a0{step.about}\u00a0»"),
        Cell(badge=Badge(label="Confirmée par l’ordre", tone="met"), text=" ", detail=formats.day(confirmed))
        if confirmed
        else Cell(badge=Badge(label="À confirmer", tone="soon")),
    )
