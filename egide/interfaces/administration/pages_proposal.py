"""What a change of calendar would move, before anyone accepts it: old date, new date, dossier by dossier.

A number appears only when the reader may see the dossier; the others are counted by unit.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from egide.interfaces.administration.elevated import trail
from egide.interfaces.administration.pages_calendars import name_of
from egide.interfaces.administration.told import told
from egide.interfaces.staff.addresses import dossier_url
from egide.kernel.deadlines import calendars, proposals
from egide.kernel.deadlines.proposals import Change, Move
from egide.kernel.gate.visibility import visible
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Crumb

CHOOSABLE = 300  # ticks on one page; beyond, all or none


@dataclass(frozen=True, kw_only=True)
class Line:
    """One deadline that would move."""

    key: str
    number: str
    url: str
    label: str
    before: str
    after: str
    told: bool


@dataclass(frozen=True, kw_only=True)
class ProposalPage:
    """The proposal as its template reads it; `fields` go along with the form."""

    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    summary: str
    lines: tuple[Line, ...]
    units: tuple[str, ...]
    choosable: bool
    total: int
    seen: str
    fields: tuple[tuple[str, str], ...]
    url: str
    back: str
    publishes: bool


def proposal_page(*, actor: Actor, change: Change, now: datetime) -> ProposalPage:
    """Will build the page of a change that is not accepted yet."""
    found = list(proposals.moves(proposals.draft(change, now=now), days=(change.day,)))
    where = f" ({change.site.name})" if change.site else ""
    what = "Retirer la fermeture du" if change.removed else "Fermer le"
    seen = calendars.newest(change.calendar).version
    return _page(
        actor,
        change.calendar,
        found,
        title=f"{what} {formats.day(change.day)}{where}",
        lead=(
            f"Raison : {change.name}. Le calendrier passera de la version {seen} à la suivante; "
            "rien n’a encore changé."
        ),
        seen=seen,
        name="proposal",
        fields=(
            ("jour", change.day.isoformat()),
            ("nom", change.name),
            ("lieu", change.site.code if change.site else ""),
            ("retirer", "1" if change.removed else ""),
        ),
    )


def waiting_page(*, actor: Actor, calendar: str) -> ProposalPage:
    """Will build the page of what the newest version would move and nobody moved."""
    return _page(
        actor,
        calendar,
        list(proposals.pending(calendar)),
        title="Échéances en attente",
        lead=(
            "Ces échéances gardent les dates d’une version antérieure du calendrier, avec leur preuve. "
            "Elles ne bougent que si vous le décidez."
        ),
        seen=calendars.newest(calendar).version,
        name="waiting",
        fields=(),
    )


def _page(
    actor: Actor,
    calendar: str,
    found: list[Move],
    *,
    title: str,
    lead: str,
    seen: str,
    name: str,
    fields: tuple[tuple[str, str], ...],
) -> ProposalPage:
    readable = _readable(actor, found)
    known = told(found)
    hidden = Counter(m.due.dossier.unit.name for m in found if m.due.dossier_id not in readable)
    shown = [m for m in found if m.due.dossier_id in readable][:CHOOSABLE]
    back = reverse("administration:calendar", kwargs={"calendar": calendar})
    return ProposalPage(
        title=title,
        lead=lead,
        crumbs=trail(
            ("Calendriers", reverse("administration:calendars")), (name_of(calendar), back), (title, "")
        ),
        summary=_summary(found, known),
        lines=tuple(_line(move, told=move.due.pk in known) for move in shown),
        units=tuple(f"{unit} : {formats.count(total, 'échéance')}" for unit, total in sorted(hidden.items())),
        choosable=bool(shown) and len(shown) == len(found),
        total=len(found),
        seen=seen,
        fields=fields,
        url=reverse(f"administration:{name}", kwargs={"calendar": calendar}),
        back=back,
        publishes=name == "proposal",
    )


def _readable(actor: Actor, found: Iterable[Move]) -> set[int]:
    keys = {move.due.dossier_id for move in found}
    return set(visible(actor).filter(pk__in=keys).values_list("pk", flat=True))


def _summary(found: list[Move], known: frozenset[int]) -> str:
    if not found:
        return "Aucune échéance en cours ne bouge."
    words = f"{formats.count(len(found), 'échéance en cours bougerait', 'échéances en cours bougeraient')}"
    if known:
        words += f", dont {len(known)} déjà annoncées à quelqu’un, qui ne bougent pas d’elles-mêmes"
    return f"{words}."


def _line(move: Move, *, told: bool) -> Line:
    due = move.due
    return Line(
        key=move.key,
        number=due.dossier.number,
        url=dossier_url(due.dossier.number),
        label=due.label,
        before=_dates(due.due_date, due.internal_target, move),
        after=_dates(move.after.due_date, move.after.internal_target, move),
        told=told,
    )


def _dates(limit: date, target: date, move: Move) -> str:
    # Some moves change the internal target only: then it is what the reader must see.
    same = move.due.due_date == move.after.due_date
    return f"{formats.day(limit)} (cible interne : {formats.day(target)})" if same else formats.day(limit)
