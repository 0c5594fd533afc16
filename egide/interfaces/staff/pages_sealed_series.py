"""Sealed series: what the archivist may know of them, and what their authority lets out. All SQL of both screens.

Number, class, years and days: there is nothing else to show, on either side.
"""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.addresses import with_query
from egide.interfaces.staff.navigation import holds_any
from egide.interfaces.staff.pages_admission_work import HOUSE
from egide.interfaces.staff.pages_plan import WRITERS
from egide.interfaces.staff.pages_records_sheet import RecordsCard, Section, Sheet
from egide.kernel.records.models import DisposedAs
from egide.law.retention import Disposition
from egide.modules.records_office.models import SealedFile
from egide.modules.records_office.sealing import Series, compartment_of, sealed_files, series_of
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, Link, Table

TITLE = "Séries scellées"
COLUMNS = (
    Column(label="Numéro"),
    Column(label="Classe"),
    Column(label="Ouvert en"),
    Column(label="Fermé le"),
    Column(label="Actif jusqu’au"),
    Column(label="Conservé jusqu’au"),
    Column(label="Ensuite"),
    Column(label="Âge"),
)


def archivist_page(*, today: date, after: str = "") -> Sheet:
    """Will list what was let out, what ends first coming first; `after` is the number of the last one read."""
    found = sealed_files(after=after)
    rows, here = found.rows, reverse("staff:sealed_series")
    return Sheet(
        title=TITLE,
        sub="Du côté scellé, la gestion documentaire ne connaît que le numéro, la classe et les dates des dossiers "
        "fermés, quand l’autorité de la série les communique. Elle seule approuve la disposition.",
        crumbs=(Crumb(label="Archives", url=reverse("staff:records")), Crumb(label=TITLE)),
        sections=(
            Section(
                title="Plaintes et travaux du Commissaire à l’admission",
                note=f"{formats.count(found.total, 'dossier')}, ceux dont les dates viennent d’abord en premier."
                if found.more or after
                else "",
                table=Table(
                    caption="Dossiers fermés des séries scellées",
                    columns=COLUMNS,
                    rows=tuple(_row(one, today) for one in rows),
                )
                if rows
                else None,
                empty="Aucune date n’est communiquée. Le Commissaire les communique de son côté, série par série "
                "(Bureau du Commissaire, Dates pour la gestion documentaire); elles paraissent alors ici et se "
                "mettent à jour chaque nuit.",
                actions=(
                    *((Action(label="Revenir au début", url=here),) if after else ()),
                    *(
                        (Action(label="Dossiers suivants", url=with_query(here, apres=rows[-1].number)),)
                        if found.more
                        else ()
                    ),
                ),
            ),
        ),
    )


def authority_page(actor: Actor) -> Sheet:
    """Will show, to the authority of a sealed compartment, each series with what is let out of it."""
    found = series_of(actor, compartment_of(actor))
    return Sheet(
        title="Dates pour la gestion documentaire",
        sub="L’archiviste lit le numéro, la classe, l’année d’ouverture, le jour de fermeture et les dates de "
        "conservation des dossiers fermés. Jamais un titre, un nom, un thème ni un document. Vous seul approuvez "
        "la disposition.",
        crumbs=(HOUSE, Crumb(label="Dates pour la gestion documentaire")),
        sections=tuple(_series(one) for one in found)
        or (
            Section(
                title="Aucun dossier fermé",
                empty="Une série paraît ici dès qu’un de ses dossiers est fermé\u00a0: vous décidez alors si ses "
                "dates sont communiquées.",
            ),
        ),
    )


def sealed_card(actor: Actor, today: date) -> RecordsCard | None:
    """Will lead the archivist to the sealed series; nobody else."""
    if not holds_any(actor, WRITERS):
        return None
    return RecordsCard(
        title=TITLE,
        text="Le numéro, la classe et les dates des dossiers du Commissaire, quand il les communique.",
        url=reverse("staff:sealed_series"),
        link="Voir les séries scellées",
    )


def sealed_links(actor: Actor) -> tuple[Link, ...]:
    """Will lead the archivist from the schedule to the series of which only the dates are known."""
    return (Link(label=TITLE, url=reverse("staff:sealed_series")),) if holds_any(actor, WRITERS) else ()


def _row(one: SealedFile, today: date) -> tuple[Cell, ...]:
    return (
        Cell(text=one.number),
        Cell(text=one.class_code or "—"),
        Cell(text=str(one.opened_year)),
        Cell(text=formats.day(one.closed_on)),
        Cell(text=formats.day(one.active_until) if one.active_until else "—"),
        Cell(text=formats.day(one.semi_active_until) if one.semi_active_until else "—"),
        Cell(text=Disposition(one.disposition).label if one.disposition else "—"),
        Cell(text=" ", badge=_age(one, today)),
    )


def _age(one: SealedFile, today: date) -> Badge:
    if one.fate:
        return Badge(label=str(DisposedAs(one.fate).label), tone="idle")
    if one.semi_active_until is None:
        return Badge(label="dates attendues", tone="idle")
    if one.semi_active_until < today:
        return Badge(label="au terme", tone="soon")
    if one.active_until and one.active_until >= today:
        return Badge(label="actif", tone="idle")
    return Badge(label="semi-actif", tone="idle")


def _series(one: Series) -> Section:
    out = one.release
    url = reverse("staff:sealed_release")
    fields = (("serie", one.kind),)
    return Section(
        title=one.label,
        facts=(
            Fact(term="Dossiers fermés", value=formats.number(one.closed)),
            Fact(
                term="Dates",
                value=f"Communiquées depuis le {formats.day(timezone.localdate(out.released_at))}"
                if out
                else "Non communiquées",
                detail="Mises à jour chaque nuit." if out else "",
            ),
        ),
        actions=(
            Action(
                label="Retirer ces dates",
                url=url,
                method="post",
                fields=(*fields, ("geste", "retirer")),
                confirm="Retirer ces dates? La gestion documentaire ne les verra plus.",
            )
            if out
            else Action(
                label="Communiquer ces dates",
                url=url,
                method="post",
                primary=True,
                fields=(*fields, ("geste", "communiquer")),
            ),
        ),
    )
