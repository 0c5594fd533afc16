"""The day of the event that a rule waits for: the facts of the dossier, or its closing.

Facts are recorded by the lifecycle, above; here they are only read.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps

from egide.kernel.dossiers.models import Dossier
from egide.law.facts import Fact
from egide.law.retention_events import facts_of


def day_of(dossier: Dossier, event: Fact) -> date | None:
    """Will return the last day on which the event happened, or nothing while it is awaited.

    A period never starts before the dossier closes: what still serves is not put away.
    """
    codes = facts_of(event.code)
    asked = bool(codes) and dossier.closed_on is not None
    facts = standing(dossier).filter(code__in=codes).values_list("code", "occurred_on") if asked else ()
    return day_told(event, closed_on=dossier.closed_on, facts=facts)


def day_told(event: Fact, *, closed_on: date | None, facts: Iterable[tuple[str, date]]) -> date | None:
    """Will say the same of what was read already: the closing day, the codes and days of the standing facts."""
    codes = facts_of(event.code)
    if not codes or closed_on is None:
        return closed_on
    told = max((day for code, day in facts if code in codes), default=None)
    return max(told, closed_on) if told else None


def standing(dossier: Dossier) -> Any:
    """Will return the facts of the dossier that were not withdrawn."""
    return apps.get_model("deadlines", "FactRecord")._default_manager.filter(
        dossier_id=dossier.pk, withdrawn_at=None
    )
