"""A dossier as a row of two lines: time first, title and number, then what the step expects.

The same row on the home page, in the lists, in the box and in search results; two statements for any number.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.kinds import expected, state_label
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.parties.models import Party, PartyRole
from egide.platform.accounts.actors import Actor
from egide.platform.database.together import ANY, Prepared, prepare
from egide.ui import formats
from egide.ui.pages import Badge, Cell, Column, Table

COLUMNS = (Column(label="Échéance", narrow=True), Column(label="Dossier"), Column(label="Prochaine étape"))
PLACES = 25
WAITING = {
    LetterState.DRAFT: "à relire",
    LetterState.SUBMITTED: "à approuver",
    LetterState.APPROVED: "à envoyer",
    LetterState.FAILED: "envoi échoué",
    LetterState.UNCERTAIN: "envoi incertain",
    LetterState.BOUNCED: "à poster, le courriel est revenu",
}


def dossier_table(
    caption: str, dossiers: Sequence[Dossier], *, actor: Actor, horizon: Horizon, people: bool = False
) -> Table:
    """Will draw the dossiers; `people` adds who is in charge under the step."""
    orders, letters = _beside([dossier.pk for dossier in dossiers])
    rows = tuple(
        (
            _due(dossier, horizon),
            _title(dossier, orders.get(dossier.pk, "")),
            _step(dossier, letters.get(dossier.pk, ""), actor, horizon.today, people=people),
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


def _title(dossier: Dossier, order: str) -> Cell:
    detail = " · ".join(filter(None, (dossier.number, order)))
    return Cell(text=dossier.title, detail=detail, url=dossier_url(dossier.number))


def _step(dossier: Dossier, letter: str, actor: Actor, today: date, *, people: bool) -> Cell:
    transition = expected(actor, dossier, today=today)
    state = state_label(dossier.kind, dossier.state)
    person = (dossier.assignee.full_name if dossier.assignee else "à confier") if people else ""
    # A letter that waits is the most concrete next step; a closed dossier expects nothing.
    text = letter or (transition.label if transition else state)
    return Cell(text=text, detail=" · ".join(part for part in (state, person) if part and part != text))


def _beside(keys: Sequence[int]) -> tuple[dict[int, str], dict[int, str]]:
    """The first order and the newest letter that waits, by dossier, in one statement."""
    # A page's worth of places whatever their number: one statement, whose plan the server keeps.
    places = -(-len(keys) // PLACES) * PLACES
    told = {ANY - n: key for n, key in enumerate((*keys, *[0] * (places - len(keys))))}
    orders, waiting = _written(places).read(told)
    return dict(orders), {key: f"{title} {WAITING[LetterState(state)]}" for key, title, state in waiting}


@lru_cache(maxsize=128)
def _written(many: int) -> Prepared:
    keys = [ANY - n for n in range(many)]
    parties = Party.objects.filter(dossier_id__in=keys, role=PartyRole.ORDER).order_by("-rank")
    letters = Letter.objects.filter(dossier_id__in=keys, state__in=WAITING).order_by("rank")
    return prepare(
        parties.values_list("dossier_id", "name"), letters.values_list("dossier_id", "title", "state")
    )
