"""A dossier as a row of two lines: time first, title and number, then what the step expects.

The same row on the home page, in the lists and in the box, of dossiers selected by `keyset.with_people`; no query.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Concat

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.kinds import expected, state_label
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.parties.models import Party, PartyRole
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Badge, Cell, Column, Table

COLUMNS = (Column(label="Échéance", narrow=True), Column(label="Dossier"), Column(label="Prochaine étape"))
WAITING = {
    LetterState.DRAFT: "à relire",
    LetterState.SUBMITTED: "à approuver",
    LetterState.APPROVED: "à envoyer",
    LetterState.FAILED: "envoi échoué",
    LetterState.UNCERTAIN: "envoi incertain",
    LetterState.BOUNCED: "à poster, le courriel est revenu",
}
_ORDERS = Party.objects.filter(dossier=OuterRef("pk"), role=PartyRole.ORDER).order_by("rank")
_LETTERS = Letter.objects.filter(dossier=OuterRef("pk"), state__in=WAITING).order_by("-rank")
# Read with the row, under the same walls: the first order; the newest letter that waits, after its state.
BESIDE = {
    "shown_order": Subquery(_ORDERS.values("name")[:1]),
    "shown_letter": Subquery(_LETTERS.values(told=Concat("state", Value(" "), "title"))[:1]),
}


def dossier_table(
    caption: str, dossiers: Sequence[Dossier], *, actor: Actor, horizon: Horizon, people: bool = False
) -> Table:
    """Will draw the dossiers; `people` adds who is in charge under the step."""
    rows = tuple(
        (
            _due(dossier, horizon),
            _title(dossier),
            _step(dossier, actor, horizon.today, people=people),
        )
        for dossier in dossiers
    )
    return Table(caption=caption, columns=COLUMNS, rows=rows)


def _due(dossier: Dossier, horizon: Horizon) -> Cell:
    if dossier.closed_on:
        return Cell(
            badge=Badge(label="fermé"), detail=formats.short_day(dossier.closed_on, today=horizon.today)
        )
    return Cell(badge=horizon.badge(dossier.next_due_on), detail=dossier.next_due_label)


def _title(dossier: Any) -> Cell:
    detail = " · ".join(filter(None, (dossier.number, dossier.shown_order)))
    return Cell(text=dossier.title, detail=detail, url=dossier_url(dossier.number))


def _step(dossier: Any, actor: Actor, today: date, *, people: bool) -> Cell:
    transition = expected(actor, dossier, today=today)
    state = state_label(dossier.kind, dossier.state)
    person = (dossier.assignee.full_name if dossier.assignee else "à confier") if people else ""
    # A letter that waits is the most concrete next step; a closed dossier expects nothing.
    text = _letter(dossier.shown_letter) or (transition.label if transition else state)
    return Cell(text=text, detail=" · ".join(part for part in (state, person) if part and part != text))


def _letter(told: str | None) -> str:
    state, _, title = (told or "").partition(" ")
    return f"{title} {WAITING[LetterState(state)]}" if state else ""
