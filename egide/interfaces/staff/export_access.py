"""The register of access requests as a table to take out, for a period: no name, as on its screen.

The same audience as the screen; the walls and the policy decide which rows exist.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from egide.interfaces.staff.export_registers import _period_words, period
from egide.interfaces.staff.pages_access import lines, received
from egide.kernel.exports.sources import ExportSource, Filters, register
from egide.law import roles
from egide.platform.accounts.actors import Actor
from egide.platform.sheets.cells import Column

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from egide.kernel.dossiers.models import Dossier

CODE = "access_register"
ROLES = (roles.ACCESS_OFFICER, roles.ACCESS_ANALYST, roles.PRIVACY_OFFICER, roles.PRESIDENT)
COLUMNS = (
    Column("Numéro", width=18),
    Column("Reçue le", "date", width=12),
    Column("Objet", width=34),
    Column("Étape", width=22),
    Column("Réponse", width=40),
    Column("Décidée le", "date", width=12),
    Column("Jours", "number", width=8),
    Column("Prolongée", width=12),
    Column("Refus réputé", width=14),
    Column("Révision demandée", width=18),
    Column("Délai", width=30),
)


def register_access() -> None:
    """Will declare the register."""
    register(
        ExportSource(
            code=CODE,
            title="Registre des demandes d’accès",
            columns=COLUMNS,
            rows=_rows,
            cells=_cells,
            describe=_period_words,
            dossier=lambda row: row.pk,
            roles=ROLES,
            keeps=("du", "au"),
        )
    )


def _rows(actor: Actor, told: Filters, now: datetime) -> "QuerySet[Dossier]":
    since, until = period(told, timezone.localdate(now))
    return received(actor, since=since, until=until).select_related("access_request")


def _cells(rows: "Sequence[Dossier]", actor: Actor, now: datetime) -> Iterable[Sequence[object]]:
    return [
        (
            line.number,
            line.received_on,
            line.asked,
            line.state,
            line.outcome,
            line.decided_on,
            line.days,
            line.extended,
            line.silent,
            line.reviewed,
            line.standing,
        )
        for line in lines(list(rows), today=timezone.localdate(now))
    ]
