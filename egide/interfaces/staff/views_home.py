"""« Mon travail », the first page of the staff.

Translates, calls once, translates back.
"""

from django.http import HttpResponse

from egide.interfaces.staff.counting import Reading
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.navigation import HOME
from egide.interfaces.staff.pages_home import home_page
from egide.kernel.gate.pages import HouseRequest, page
from egide.ui.respond import respond


@page(action="work")
def home(request: HouseRequest) -> HttpResponse:
    """Will show the reader's own work; `vue` chooses between one's own dossiers and all those one sees."""
    view, reading = request.GET.get("vue", ""), Reading(request)
    shown = home_page(actor=request.actor, view=view, reading=reading, now=request.now)
    return respond(
        request, "staff/home.html", shown, ("travail", "chiffres"), frame=frame(request, current=HOME)
    )
