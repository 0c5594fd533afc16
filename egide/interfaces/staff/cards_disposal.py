"""The cards of holds and dispositions on the records office’s home: what waits, and what should have run.

Each is a function of (actor, today), as pages_records.py asks.
"""

from datetime import UTC, date, datetime, time, timedelta

from django.urls import reverse

from egide.interfaces.staff.pages_disposal import lists_of
from egide.interfaces.staff.pages_holds import reach
from egide.interfaces.staff.pages_records_sheet import RecordsCard
from egide.kernel.disposal.alarms import alarms
from egide.kernel.disposal.models import ListState
from egide.kernel.disposal.rights import EVERYONE, heads, prepares
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.models import Hold
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Badge, Fact

HEAD_STEPS = (ListState.REVIEW, ListState.APPROVAL)
MAKER_STEPS = (ListState.DRAFT, ListState.CHECK)


def disposal_card(actor: Actor, today: date) -> RecordsCard | None:
    """Will say which lists wait for this reader, and which should have run."""
    if not {role.code for role in EVERYONE} & {held.role for held in actor.roles}:
        return None
    rows = lists_of(actor)
    mine = [
        one
        for one in rows
        if (one.state in HEAD_STEPS and heads(actor, one))
        or (one.state in MAKER_STEPS and prepares(actor, one.compartment_id))
    ]
    night = datetime.combine(today, time(), tzinfo=UTC) + timedelta(hours=12)
    late = {alarm.number: alarm.words for alarm in alarms(now=night)}
    facts = tuple(
        Fact(
            term=one.number,
            detail=late.get(one.number, f"{one.get_fate_display()}, {formats.count(one.total, 'dossier')}"),
            url=reverse("staff:disposal", kwargs={"listed": one.number}),
            badge=Badge(label="En retard", tone="late") if one.number in late
            else Badge(label=one.get_state_display(), tone="now"),
        )
        for one in [*(one for one in rows if one.number in late), *(one for one in mine if one.number not in late)]
    )  # fmt: skip
    return RecordsCard(
        title="Élimination",
        text="Une liste approuvée aurait dû s’exécuter\u00a0: voyez pourquoi." if late else "",
        facts=facts,
        empty="Aucune liste n’attend votre geste.",
        url=reverse("staff:disposals"),
        link="Toutes les listes",
    )


def holds_card(actor: Actor, today: date) -> RecordsCard | None:
    """Will say how many holds stand where this reader answers for them."""
    if not {role.code for role in EVERYONE} & {held.role for held in actor.roles}:
        return None
    count = Hold.objects.filter(lifted_at=None, dossier__in=Dossier.objects.filter(reach(actor))).count()
    return RecordsCard(
        title="Gels",
        text=f"{formats.count(count, 'gel')} en vigueur." if count else "",
        empty="Aucun dossier gelé." if not count else "",
        url=reverse("staff:holds"),
        link="Tous les gels",
    )
