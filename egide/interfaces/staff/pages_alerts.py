"""What stands at the top of a dossier's page when a message calls for attention at once, until someone takes charge.

The protocol is data (egide/law/concerns.py); the words of the message stay in its own section.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from egide.interfaces.staff.addresses import of_dossier
from egide.kernel.dossiers.models import Dossier
from egide.kernel.messages.models import Alert
from egide.law.concerns import PROTOCOLS, Concern
from egide.ui import formats


@dataclass(frozen=True, kw_only=True)
class AlertView:
    """One alert that nobody has taken charge of."""

    title: str
    when: str
    steps: tuple[str, ...]
    read_url: str
    handle_url: str


def waiting_alerts(dossier: Dossier) -> "QuerySet[Alert]":
    """Will select the alerts of the dossier that wait for someone, oldest first."""
    rows = Alert.objects.filter(dossier_id=dossier.pk, handled_at=None)
    return rows.select_related("message").order_by("pk")


def alert_views(dossier: Dossier, rows: Iterable[Alert]) -> tuple[AlertView, ...]:
    """Will put the alerts of the dossier into words."""
    return tuple(
        AlertView(
            title=f"{Concern(row.concern).label} dans le message n°\u00a0{row.message.rank}",
            when=formats.moment(row.raised_at),
            steps=PROTOCOLS[Concern(row.concern)].steps,
            read_url=f"{of_dossier('dossier_exchanges', dossier.number)}#message-{row.message.rank}",
            handle_url=of_dossier("message_handle", dossier.number, rank=row.message.rank),
        )
        for row in rows
    )
