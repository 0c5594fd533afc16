"""The page of a shelf's check: what was scanned, what is missing, what stands where it is not entered.

It is read on a phone, shelf in sight: the newest scan first, in one line.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from egide.interfaces.staff.pages_paper import crumbs, shelf_url
from egide.kernel.paper.checking import missing
from egide.kernel.paper.models import Check, CheckLine, Found
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Table, Tone

TONES: dict[str, Tone] = {Found.EXPECTED: "met", Found.MISPLACED: "soon", Found.UNKNOWN: "late"}
SHOWN = 500
COLUMNS = (Column(label="Étiquette"), Column(label="Ce qu’on en sait"))


@dataclass(frozen=True, kw_only=True)
class CheckPage:
    """One check."""

    title: str
    sub: str
    crumbs: tuple[Crumb, ...]
    url: str
    running: bool
    words: str
    said: str
    form: Any
    seen: Table | None
    missing: Table | None
    actions: tuple[Action, ...]


def check_page(check: Check, *, form: Any, said: str = "") -> CheckPage:
    """Will build the page; `said` is what the last scan found."""
    lines = list(
        CheckLine.objects.filter(check_of=check).select_related("box__place").order_by("-pk")[:SHOWN]
    )
    left = list(missing(check).order_by("number")[:SHOWN])
    misplaced = sum(line.found == Found.MISPLACED for line in lines)
    unknown = sum(line.found == Found.UNKNOWN for line in lines)
    url = reverse("staff:paper_check", kwargs={"check": check.number})
    place = check.place
    return CheckPage(
        title=f"Vérification de {place.code}",
        sub=f"{place.site.name}, {place.room}, {place.shelf}. Commencée {formats.moment(check.started_at)}.",
        crumbs=crumbs(
            Crumb(label=place.code, url=shelf_url(place.code)), Crumb(label=f"N°\u00a0{check.number}")
        ),
        url=url,
        running=check.ended_at is None,
        words=f"{formats.count(len(lines), 'étiquette lue', 'étiquettes lues')}, "
        f"{formats.count(len(left), 'boîte manquante', 'boîtes manquantes')}, "
        f"{formats.count(misplaced, 'inscrite ailleurs', 'inscrites ailleurs')}, "
        f"{formats.count(unknown, 'inconnue', 'inconnues')}.",
        said=said,
        form=form,
        seen=_seen(lines),
        missing=Table(
            caption="Boîtes qui manquent",
            columns=(Column(label="Boîtes inscrites ici et pas encore vues"),),
            rows=tuple((Cell(text=box.number, detail=box.label),) for box in left),
        )
        if left
        else None,
        actions=_actions(check, url, misplaced),
    )


def _seen(lines: list[CheckLine]) -> Table | None:
    rows = tuple(
        (
            Cell(text=line.box.number if line.box else line.code, detail=line.box.label if line.box else ""),
            Cell(
                text=" ",
                badge=Badge(label=Found(line.found).label, tone=TONES[line.found]),
                detail=_elsewhere(line),
            ),
        )
        for line in lines
    )
    return Table(caption="Étiquettes lues", columns=COLUMNS, rows=rows) if rows else None


def _elsewhere(line: CheckLine) -> str:
    if line.found != Found.MISPLACED or line.box is None:
        return ""
    return f"Inscrite sur {line.box.place.code}" if line.box.place else "Inscrite sur aucune tablette"


def _actions(check: Check, url: str, misplaced: int) -> tuple[Action, ...]:
    if check.ended_at:
        return ()
    acts = [Action(label="Terminer la vérification", url=f"{url}terminer/", method="post", primary=True)]
    if misplaced:
        acts.append(
            Action(
                label=f"Inscrire ici {formats.count(misplaced, 'boîte vue', 'boîtes vues')}",
                url=f"{url}corriger/",
                method="post",
            )
        )
    return tuple(acts)
