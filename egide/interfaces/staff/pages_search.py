"""What the header's search found: dossiers that the reader sees, and the form's reference if it waits.

All SQL for the screen happens here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import F
from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.matching import exact_number, matching, possible_numbers
from egide.interfaces.staff.navigation import BOX_ROLES, holds_any
from egide.interfaces.staff.reasons import reasons
from egide.interfaces.staff.rows import dossier_table, with_people
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.modules.interventions.models import Request
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Table

LIMIT = 50


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    """What was asked, what was found."""

    q: str
    heading: str
    note: str
    table: Table | None


def straight_to(actor: Actor, q: str) -> str:
    """Will return the address of the one thing that this number names, or nothing."""
    numbers = possible_numbers(q)
    # « 142 » alone may be of any year, or a word: only a number with its year leads straight to its dossier.
    if not numbers or ((number := exact_number(q)) == "" and q.isdecimal()):
        return ""
    found = list(visible(actor).filter(number__in=numbers).values_list("number", flat=True)[:2])
    if len(found) == 1:
        return dossier_url(found[0])
    if number and holds_any(actor, BOX_ROLES) and Request.objects.filter(reference=number).exists():
        return reverse("staff:request", kwargs={"reference": number})
    return ""


def search_page(*, actor: Actor, q: str, horizon: Horizon) -> SearchPage:
    """Will list what begins with the words, nearest deadline first."""
    if not q:
        return SearchPage(q="", heading="Rechercher", note="", table=None)
    rows = matching(with_people(visible(actor)), q).order_by(F("next_due_on").asc(nulls_last=True), "-pk")
    found = list(rows[: LIMIT + 1])
    shown = found[:LIMIT]
    more = f"Les {LIMIT} premiers sont montrés\u00a0: précisez la recherche." if len(found) > LIMIT else ""
    heading = (
        formats.count(len(shown), "dossier trouvé", "dossiers trouvés") if shown else "Aucun dossier trouvé"
    )
    table = _explained(shown, q, actor=actor, horizon=horizon) if shown else None
    return SearchPage(q=q, heading=heading, note=more, table=table)


def _explained(shown: Sequence[Dossier], q: str, *, actor: Actor, horizon: Horizon) -> Table:
    """The usual rows, each with the reason why it was found."""
    table = dossier_table("Dossiers trouvés", shown, actor=actor, horizon=horizon, people=True)
    why = reasons(shown, q)
    rows = []
    for dossier, (due, title, step) in zip(shown, table.rows, strict=True):
        rows.append((due, replace(title, detail=f"{title.detail} · trouvé {why[dossier.pk]}"), step))
    return replace(table, rows=tuple(rows))
