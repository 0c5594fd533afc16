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
    steps = _Steps(actor, horizon.today)
    rows = tuple(
        [
            (_due(dossier, horizon), _title(dossier), _step(dossier, steps, people=people))
            for dossier in dossiers
        ]
    )
    return Table(caption=caption, columns=COLUMNS, rows=rows)


class _Steps(dict[tuple[str, str, int], tuple[str, str]]):
    """The words of a kind's step in a compartment, and what it expects of this reader: once for a table's rows."""

    def __init__(self, actor: Actor, today: date) -> None:
        super().__init__()
        self._actor, self._today = actor, today

    def of(self, dossier: Dossier) -> tuple[str, str]:
        """Will give both; the words twice when nothing is expected."""
        key = dossier.kind, dossier.state, dossier.compartment_id
        known = self.get(key)
        if known is None:
            transition = expected(self._actor, dossier, today=self._today)
            state = state_label(dossier.kind, dossier.state)
            known = self[key] = state, transition.label if transition else state
        return known


def _due(dossier: Dossier, horizon: Horizon) -> Cell:
    if dossier.closed_on:
        return Cell(
            badge=Badge(label="fermé"), detail=formats.short_day(dossier.closed_on, today=horizon.today)
        )
    return Cell(badge=horizon.badge(dossier.next_due_on), detail=dossier.next_due_label)


def _title(dossier: Any) -> Cell:
    detail = f"{dossier.number} · {dossier.shown_order}" if dossier.shown_order else dossier.number
    return Cell(text=dossier.title, detail=detail, url=dossier_url(dossier.number))


def _step(dossier: Any, steps: _Steps, *, people: bool) -> Cell:
    state, awaited = steps.of(dossier)
    assignee = dossier.assignee if people else None
    person = "" if not people else assignee.full_name if assignee else "à confier"
    # A letter that waits is the most concrete next step; a closed dossier expects nothing.
    text = _letter(dossier.shown_letter) if dossier.shown_letter else awaited
    return Cell(text=text, detail=" · ".join([part for part in (state, person) if part and part != text]))


def _letter(told: str) -> str:
    state, _, title = told.partition(" ")
    return f"{title} {WAITING[LetterState(state)]}"
