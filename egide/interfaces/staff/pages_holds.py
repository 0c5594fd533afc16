"""The holds that stand, as the reader may see them: numbers for all whom they concern, titles for whom they open.

All SQL of these screens is here.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.kernel.disposal.rights import HOLDERS, PLACERS, may_hold
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.records.models import Hold
from egide.law import roles
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible
from egide.platform.journal.chains import dossier_chain
from egide.platform.journal.history import data_of
from egide.platform.journal.models import Note
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Table

MOST = 200
COLUMNS = (
    Column(label="Dossier"),
    Column(label="Genre", narrow=True),
    Column(label="Raison"),
    Column(label="Depuis", narrow=True),
    Column(label="Action", narrow=True),
)
ENFORCED = (
    "Tant qu’un gel tient, la base de données refuse toute destruction dans le dossier, à qui que ce soit, "
    "et la base des clés refuse d’effacer les siennes."
)


def crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    """Will return the trail of a page of holds; none on the page that the menu names."""
    return (Crumb(label="Gels", url=reverse("staff:holds")), *more) if more else ()


def reach(actor: Actor) -> Q:
    """Will return the condition of the dossiers on which this person places and lifts holds."""
    codes = {role.code for role in HOLDERS}
    wide = {held.compartment_id for held in actor.roles if held.role in codes}
    units = {held.unit_id for held in actor.roles if held.role == roles.UNIT_HEAD.code}
    return Q(compartment_id__in=sorted(wide)) | Q(unit_id__in=sorted(units))


def titles(actor: Actor, dossier_ids: Iterable[int]) -> dict[int, str]:
    """Will give the titles of those of the dossiers that the reader may open, and of no other."""
    return dict(visible(actor).filter(pk__in=list(dossier_ids)).values_list("pk", "title"))


def dossier_to_hold(actor: Actor, number: str) -> Dossier:
    """Will return the dossier of this number, its row locked, for whoever places holds there.

    :raises NotVisible: no such dossier for this person.
    """
    rows = Dossier.objects.select_for_update(of=("self",)).filter(
        reach(actor), number=number.strip().upper()[:40]
    )
    found = rows.first()
    if found is None or not may_hold(actor, compartment_id=found.compartment_id, unit_id=found.unit_id):
        raise NotVisible
    return found


def holds_page(actor: Actor, *, now: datetime) -> Sheet:
    """Will list the holds that stand, the newest first."""
    mine = Dossier.objects.filter(reach(actor))
    rows = list(
        Hold.objects.filter(lifted_at=None, dossier__in=mine)
        .select_related("dossier", "document")
        .order_by("-placed_at", "-pk")[: MOST + 1]
    )
    told, why = titles(actor, (hold.dossier_id for hold in rows)), reasons(rows)
    lines = tuple(
        _line(hold, told.get(hold.dossier_id, ""), why.get((hold.dossier_id, hold.rank), "")) for hold in rows
    )
    note = f"Les {MOST} plus récents." if len(rows) > MOST else ""
    return Sheet(
        title="Gels",
        sub="Ce qui ne peut pas être détruit, et pourquoi.",
        crumbs=crumbs(),
        notice_title="Appliqué par la base de données",
        notice=ENFORCED,
        actions=(Action(label="Geler un dossier", url=reverse("staff:hold_place"), primary=True),)
        if {role.code for role in PLACERS} & {held.role for held in actor.roles}
        else (),
        sections=(
            Section(
                title=f"Gels en vigueur ({formats.number(len(lines[:MOST]))})",
                note=note,
                table=Table(caption="Gels en vigueur", columns=COLUMNS, rows=lines[:MOST]) if lines else None,
                empty="Aucun gel. Une demande d’accès, un litige ou une vérification en pose sur les dossiers visés.",
            ),
        ),
    )


def reasons(holds: Iterable[Hold]) -> dict[tuple[int, int], str]:
    """Will read, for each hold, the sentence that the journal kept when it was placed; one query."""
    chains = {dossier_chain(hold.dossier_id) for hold in holds}
    notes = Note.objects.filter(
        event__chain__in=chains, event__code="hold.placed", key="reason", text__isnull=False
    )
    found: dict[tuple[int, int], str] = {}
    for dossier, body, words in notes.values_list("dossier_id", "event__body", "text"):
        if dossier is not None and words is not None:
            found[dossier, int(data_of(body)["rank"])] = words
    return found


def _line(hold: Hold, title: str, why: str) -> tuple[Cell, ...]:
    number = hold.dossier.number
    what = f", document {hold.document.rank}" if hold.document else ""
    return (
        Cell(text=f"{number}{what}", detail=title, url=dossier_url(number) if title else ""),
        Cell(badge=Badge(label=hold.get_kind_display(), tone="soon"), text=" "),
        Cell(text=why or hold.reason),
        Cell(text=formats.moment(hold.placed_at)),
        Cell(
            text="Lever ce gel",
            url=reverse("staff:hold_lift", kwargs={"held": number, "rank": hold.rank}),
        ),
    )
