"""The day of the event that a rule waits for: the facts of the dossier, or its closing.

Facts are recorded by the lifecycle, above; here they are only read.
"""

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Max

from egide.kernel.dossiers.models import Dossier
from egide.law.facts import Fact
from egide.law.retention_events import facts_of


def day_of(dossier: Dossier, event: Fact) -> date | None:
    """Will return the last day on which the event happened, or nothing while it is awaited.

    A period never starts before the dossier closes: what still serves is not put away.
    """
    codes = facts_of(event.code)
    if not codes or dossier.closed_on is None:
        return dossier.closed_on
    told: date | None = standing(dossier).filter(code__in=codes).aggregate(last=Max("occurred_on"))["last"]
    return max(told, dossier.closed_on) if told else None


def standing(dossier: Dossier) -> Any:
    """Will return the facts of the dossier that were not withdrawn."""
    return apps.get_model("deadlines", "FactRecord")._default_manager.filter(
        dossier_id=dossier.pk, withdrawn_at=None
    )
