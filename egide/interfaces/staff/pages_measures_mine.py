"""The measures that the reader answers for and that are due soon, as « Mon travail » shows them.

The home selects and draws; nothing else reads this file.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import QuerySet

from egide.interfaces.staff.addresses import of_dossier
from egide.kernel.measures.models import Measure
from egide.kernel.measures.queries import mine_due
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Fact

SHOWN = 5
AHEAD = timedelta(days=30)


def due_measures(actor: Actor, *, today: date) -> "QuerySet[Measure]":
    """Will select those due within thirty days, late ones first."""
    return mine_due(actor, until=today + AHEAD)[:SHOWN]


def measure_facts(measures: Sequence[Measure], *, today: date) -> tuple[Fact, ...]:
    """Will say what is to change, and by when."""
    return tuple(
        Fact(
            term=formats.days_away(measure.due_on, today),
            value=measure.text.split("\n", 1)[0][:140],
            detail=f"{measure.dossier.number}, {measure.get_state_display().lower()}",
            url=of_dossier("measure", measure.dossier.number, rank=measure.rank),
        )
        for measure in measures
    )
