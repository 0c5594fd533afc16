"""The door of an order that received a letter by the post: its number and the code that the page prints.

The code is the same secret as a link's; it answers one letter, once.
"""

from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from egide.interfaces.public.followup_cookies import ANSWERING, carry
from egide.interfaces.public.followup_forms import AnswerCodeForm
from egide.interfaces.public.followup_guards import CODES, OPENINGS, TOO_MANY, counting, tried
from egide.interfaces.public.followup_pages import DoorPage
from egide.interfaces.public.followup_views import NOTICES, REJECTED, WRONG
from egide.interfaces.public.frame import show, trail
from egide.kernel.gate.pages import Audience, HouseRequest, page
from egide.kernel.passes.exchanging import NotOpened, Why
from egide.kernel.passes.models import Pass
from egide.platform.errors.failures import TooMany

TITLE = "Répondre à une lettre de l’Office"


def _try_code(request: HttpRequest) -> None:
    form = AnswerCodeForm(request.POST)
    opened: Pass | NotOpened | None = None
    if form.is_valid():
        number = form.cleaned_data["number"]
        if OPENINGS.exceeded(request):
            raise TooMany(TOO_MANY)
        if CODES.exceeded_for(number):
            raise TooMany("Trop de codes ont été essayés pour ce numéro en une heure.")
        opened = tried(form.cleaned_data["code"], ANSWERING, number=number)
    request.door = (form, opened)  # type: ignore[attr-defined]


@counting(_try_code)
@page(action="public.answer.door", to=Audience.PUBLIC, methods=("GET", "POST"))
def door(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will ask for number and code, and show the letter to whoever has both."""
    if request.method != "POST":
        return show(request, "answer_door", _door(AnswerCodeForm()))
    form, opened = request.door  # type: ignore[attr-defined]
    if isinstance(opened, Pass):
        response = HttpResponseRedirect(reverse("public:answer"), status=303)
        carry(response, ANSWERING, opened)
        return response
    if isinstance(opened, NotOpened):
        form.add_error(None, WRONG if opened.why is Why.UNKNOWN else NOTICES[opened.why])
    return show(request, "answer_door", _door(form), status=REJECTED)


def _door(form: Any) -> DoorPage:
    return DoorPage(title=TITLE, crumbs=trail(last=TITLE), form=form)
