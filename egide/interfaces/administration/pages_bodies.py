"""The list of other bodies with the age of their last check, and one body with what was known before.

All SQL of these screens is in kernel.bodies.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from egide.interfaces.administration.elevated import trail
from egide.kernel.bodies.actions import STALE_AFTER, history_of, reach, standing_bodies
from egide.kernel.bodies.models import OtherBody
from egide.ui import formats
from egide.ui.pages import Badge, Cell, Column, Crumb, Table

COLUMNS = (Column(label="Organisme"), Column(label="Ce qu’il reçoit"), Column(label="Dernière vérification"))
PAST = (Column(label="Du"), Column(label="Au"), Column(label="Ce qui était connu"), Column(label="Source"))
TITLE = "Autres organismes"


@dataclass(frozen=True, kw_only=True)
class BodiesPage:
    """The standing bodies, and the form of a new one."""

    title: str
    crumbs: tuple[Crumb, ...]
    table: Table | None
    form: Any
    url: str


@dataclass(frozen=True, kw_only=True)
class BodyPage:
    """One body: its form, its last check, its past."""

    title: str
    crumbs: tuple[Crumb, ...]
    checked: str
    form: Any
    url: str
    check_url: str
    retire_url: str
    past: Table | None


def bodies_page(form: Any, *, today: date) -> BodiesPage:
    """Will build the list."""
    rows = tuple(
        (
            Cell(
                text=body.name,
                detail=", ".join(filter(None, (body.acronym, body.phone, body.url))),
                url=reverse("administration:body", kwargs={"body": body.code}),
            ),
            Cell(text=body.receives),
            Cell(badge=_age(body, today), text=" ", detail=f"Source\u00a0: {body.source}"),
        )
        for body in standing_bodies(on=today)
    )
    return BodiesPage(
        title=TITLE,
        crumbs=trail((TITLE, "")),
        table=Table(caption=TITLE, columns=COLUMNS, rows=rows) if rows else None,
        form=form,
        url=reverse("administration:bodies"),
    )


def body_page(body: OtherBody, form: Any) -> BodyPage:
    """Will build the page of one body."""
    where = {"body": body.code}
    past = tuple(
        (
            Cell(text=formats.day(row.since)),
            Cell(text=formats.day(row.until) if row.until else ""),
            Cell(text=reach(row), detail=row.receives),
            Cell(text=row.source),
        )
        for row in history_of(body.code)
    )
    checked = (
        f"Vérifié le {formats.day(body.checked_on)}."
        if body.checked_on
        else "Personne ne l’a encore vérifié."
    )
    return BodyPage(
        title=body.name,
        crumbs=trail((TITLE, reverse("administration:bodies")), (body.name, "")),
        checked=checked,
        form=form,
        url=reverse("administration:body", kwargs=where),
        check_url=reverse("administration:body_check", kwargs=where),
        retire_url=reverse("administration:body_retire", kwargs=where),
        past=Table(caption="Ce qui était connu avant", columns=PAST, rows=past) if past else None,
    )


def _age(body: OtherBody, today: date) -> Badge:
    if body.checked_on is None:
        return Badge(label="à valider", tone="soon")
    day = formats.short_day(body.checked_on, today=today)
    if (today - body.checked_on).days > STALE_AFTER:
        return Badge(label=f"{day}, à revérifier", tone="late")
    return Badge(label=day, tone="met")
