"""An intervention handed over while open: the words that leave, what is erased here, the step that closes it.

The kernel carries and empties what it holds; this module empties its own rows.
"""

from datetime import datetime

from egide.kernel.dossiers.models import Dossier
from egide.kernel.handover.actions import CARRIER
from egide.kernel.handover.models import Receipt
from egide.kernel.lifecycle.running import run
from egide.modules.interventions.arrivals import HANDED, LONGEST
from egide.modules.interventions.models import InterventionDetails, Request, RequestFile
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service

CODE = "hand_over"


def words_of(dossier: Dossier, *, reason: str) -> str:
    """Will gather what the person said, after the reason of the hand-over."""
    own = InterventionDetails.objects.select_related("order").get(pk=dossier.pk)
    parts = (
        f"Raison de la remise\u00a0: {reason}",
        dossier.title,
        own.summary,
        f"Ce que la personne souhaite\u00a0: {own.wish}" if own.wish else "",
        f"Ordre nommé\u00a0: {own.order.name}" if own.order else "",
    )
    return "\n\n".join(part for part in parts if part)[:LONGEST]


def empty_details(*, dossier: Dossier, receipt: Receipt) -> None:
    """Will erase the person's words from the module's own rows, and from the request that opened the dossier."""
    said = f"Remis à «\u00a0{receipt.destination_label}\u00a0», reçu {receipt.number}."
    InterventionDetails.objects.filter(pk=dossier.pk).update(summary=said, wish="")
    requests = Request.objects.filter(dossier_id=dossier.pk)
    RequestFile.objects.filter(request__in=requests).delete()
    requests.update(name=HANDED, answers={})


def close_handed(*, dossier: Dossier, reason: str, now: datetime) -> None:
    """Will make the step that closes the dossier, as the service that carried it.

    :raises Refused: the step does not exist where the dossier is.
    """
    with acting_as(service(CARRIER, compartment_id=dossier.compartment_id)) as carrier:
        run(actor=carrier, dossier=dossier, code=CODE, answers={"motive": reason}, now=now)
