"""What was entrusted by name, in words: on the dossier, and on the home of whoever answers for it.

All SQL for these lines is here.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from egide.interfaces.staff.addresses import dossier_url
from egide.kernel.gate.visibility import visible
from egide.kernel.mandates.actions import NAMED
from egide.kernel.mandates.models import Mandate
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Fact

SHOWN = 10


def mandate_facts(mandates: Sequence[Mandate]) -> tuple[Fact, ...]:
    """Will say what is expected of the person in charge, and for when; the newest mandate speaks."""
    return tuple(
        Fact(term="Mandat", value=mandate.instruction or mandate.purpose, detail=_by(mandate))
        for mandate in mandates[:1]
    )


def mandates_of(actor: Actor) -> "QuerySet[Mandate]":
    """Will select what is entrusted to the reader in the open dossiers that they see, nearest date first."""
    rows = Mandate.objects.filter(
        lead_id=actor.user_id or 0,
        role=NAMED,
        ended_at=None,
        dossier__in=visible(actor).filter(closed_on=None),
    )
    return rows.select_related("dossier").order_by("due_on", "pk")[:SHOWN]


def my_mandates(mandates: Sequence[Mandate], *, today: date) -> tuple[Fact, ...]:
    """Will say what is expected of the reader."""
    return tuple(
        Fact(
            term=mandate.dossier.number,
            value=mandate.instruction or mandate.purpose,
            detail=_late(mandate, today),
            url=dossier_url(mandate.dossier.number),
        )
        for mandate in mandates
    )


def _by(mandate: Mandate) -> str:
    return f"Pour le {formats.day(mandate.due_on)}" if mandate.due_on else "Sans date fixée"


def _late(mandate: Mandate, today: date) -> str:
    return f"{_by(mandate)}, dépassé" if mandate.due_on and mandate.due_on < today else _by(mandate)
