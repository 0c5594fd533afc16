"""What happens to a letter beside its text: it is saved as it is typed, and its way of leaving is chosen.

The first answers a script in JSON; a browser without it saves with the button, on the letter's own page.
"""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.opening import open_dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.letters.delivery import choose_delivery
from egide.kernel.letters.drafting import TEXT
from egide.kernel.letters.reading import letter_of
from egide.kernel.letters.typing import Kept, drop_typing, keep_typing
from egide.platform.errors.failures import BadInput
from egide.ui import formats
from egide.ui.respond import go_to


# Not under the dossier's address: saving what is typed must not wait for the dossier's lock, nor be refused
# because someone noted a call meanwhile. It changes nothing that others see.
@page(action="write_letter", methods=("POST",))
def typed(request: HouseRequest) -> HttpResponse:
    """Will keep what is being typed, and say when it was kept and who else writes."""
    dossier = open_dossier(actor=request.actor, number=request.POST.get("number", ""), action="write_letter")
    rank = request.POST.get("rank", "")
    if not rank.isdecimal() or len(rank) > 6:
        raise BadInput("Le formulaire ne dit pas de quelle lettre il s’agit.")
    kept = keep_typing(
        actor=request.actor,
        dossier=dossier,
        letter=letter_of(dossier, int(rank)),
        text={name: request.POST.get(name, "").replace("\r\n", "\n") for name in TEXT},
        over=_over(request),
        now=request.now,
    )
    clock = formats.clock(formats.local(kept.saved_at).time())
    return JsonResponse({"words": f"Enregistré à {clock}.", "warning": _warning(kept)})


@page(action="write_letter", opens=True, methods=("POST",))
def letter_forget(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will drop what this person typed and did not keep."""
    drop_typing(request.actor, letter_of(dossier, rank))
    messages.success(request, "Votre texte non enregistré est abandonné; voici celui de la lettre.")
    return _back(request, dossier, rank)


@page(action="send_letter", opens=True, methods=("POST",))
def letter_delivery(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will change how the letter is to leave."""
    found, wanted = letter_of(dossier, rank), request.POST.get("delivery", "")
    choose_delivery(dossier=dossier, letter=found, delivery=wanted, now=request.now)
    touch(dossier)
    messages.success(request, f"La lettre partira {found.get_delivery_display()}.")
    return _back(request, dossier, rank)


def _over(request: HouseRequest) -> datetime:
    try:
        over = parse_datetime(request.POST.get("seen", ""))
    except ValueError:
        over = None
    if over is None or over.tzinfo is None:
        raise BadInput("Le formulaire ne dit pas sur quelle version de la lettre il porte.")
    return over


def _warning(kept: Kept) -> str:
    told = []
    if kept.others:
        verb = "écrit" if len(kept.others) == 1 else "écrivent"
        told.append(f"{formats.listing(kept.others)} {verb} aussi dans cette lettre\u00a0: parlez-vous.")
    if kept.changed:
        told.append(
            "La lettre a changé depuis que vous l’avez ouverte. Votre texte est gardé à part\u00a0: en "
            "l’enregistrant, vous verrez les deux."
        )
    return " ".join(told)


def _back(request: HouseRequest, dossier: Dossier, rank: int) -> HttpResponse:
    return go_to(request, reverse("staff:letter", kwargs={"number": dossier.number, "rank": rank}))
