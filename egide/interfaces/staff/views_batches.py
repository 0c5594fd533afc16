"""One's own acts on many dossiers: the list, the page of one and its progress, stopping it, its PDF.

Each view translates, calls once, translates back. Somebody else's batch does not exist.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse

from egide.interfaces.staff.bulk_actions import LABELS, PRINT
from egide.interfaces.staff.bulk_print import labelled, printed
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_batches import STATES, batch_page, batch_url, batches_page, part_of
from egide.kernel.batches.actions import stop
from egide.kernel.batches.models import Batch
from egide.kernel.batches.queries import own_batch
from egide.kernel.gate.opening import open_dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.platform.errors.failures import NotVisible
from egide.ui.respond import go_to, respond

STOPPED = "Le travail est arrêté. Ce qui était fait le reste."


@page(action="list")
def batches(request: HouseRequest) -> HttpResponse:
    """Will list what the reader asked for."""
    return respond(
        request, "staff/batches.html", batches_page(user_id=request.actor.user_id), frame=frame(request)
    )


@page(action="list")
def batch(request: HouseRequest, *, batch: UUID) -> HttpResponse:
    """Will show how far it is; HTMX asks for the same page again while it goes on."""
    view, after = request.GET.get("voir", ""), request.GET.get("apres", "")
    shown = batch_page(
        request.actor,
        _own(request, batch),
        view=view if view in STATES else "",
        after=int(after) if after.isascii() and after.isdecimal() and len(after) < 7 else 0,
    )
    parts = ("avancement",) if shown.going else ("avancement", "lignes")
    return respond(request, "staff/batch.html", shown, parts, frame=frame(request))


@page(action="list", methods=("POST",))
def batch_stop(request: HouseRequest, *, batch: UUID) -> HttpResponse:
    """Will leave the rows that wait as they are."""
    found = _own(request, batch)
    stop(batch=found, now=request.now)
    messages.success(request, STOPPED)
    return go_to(request, batch_url(found))


@page(action="list")
def batch_part(request: HouseRequest, *, batch: UUID, part: int) -> HttpResponse:
    """Will give the letters, or the labels, of some of the dossiers as one PDF; the gate opens each again."""
    found = _own(request, batch)
    rows = part_of(request.actor, found, part) if part else []
    if not rows or found.going or found.action not in (PRINT.code, LABELS.code):
        raise NotVisible
    dossiers = [
        open_dossier(actor=request.actor, number=row.dossier.number, action=PRINT.right) for row in rows
    ]
    return printed(dossiers) if found.action == PRINT.code else labelled(dossiers, now=request.now)


def _own(request: HouseRequest, public_id: UUID) -> Batch:
    found = own_batch(user_id=request.actor.user_id, public_id=public_id)
    if found is None:
        raise NotVisible
    return found
