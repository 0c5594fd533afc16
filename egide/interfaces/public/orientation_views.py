"""« À qui m’adresser? »: one question a page by plain links, and end pages with an address that stays.

Nothing is kept: the answers are in the address, and only there.
"""

from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone

from egide.interfaces.public.approximations import NotYet, read_when
from egide.interfaces.public.dates import UnreadableDate
from egide.interfaces.public.frame import show
from egide.interfaces.public.orders import known_orders
from egide.interfaces.public.orientation_data import GUIDE
from egide.interfaces.public.orientation_pages import Asked, end_page, question_page
from egide.interfaces.public.tidying import tidy
from egide.kernel.gate.pages import Audience, HouseRequest, page
from egide.law.orientation import Destination, Question, Step
from egide.platform.errors.failures import NotVisible

LONGEST = 200  # characters of anything that is typed here
FUTURE = "Cette date n’est pas encore arrivée. Vérifiez l’année."


@page(action="public.orientation", to=Audience.PUBLIC)
def orientation(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will ask the question where the answers of the address lead; what is not understood is ignored."""
    steps, here = GUIDE.walk(_slugs(request))
    while not isinstance(here, Question):
        here, steps = steps[-1][0], steps[:-1]
    return show(request, "orientation_question", question_page(here, steps))


@page(action="public.orientation_end", to=Audience.PUBLIC)
def orientation_end(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will show an end.

    :raises NotVisible: there is no such end.
    """
    end = GUIDE.by_slug.get(kwargs["destination"])
    if end is None:
        raise NotVisible
    shown = end_page(
        end,
        _steps_to(end, _slugs(request)),
        asked=_asked(request),
        orders=known_orders() if end.finds_order else (),
        today=timezone.localdate(request.now),
    )
    return show(request, "orientation_end", shown)


def _steps_to(end: Destination, slugs: tuple[str, ...]) -> tuple[Step, ...]:
    """Will return the answers that led here; the shortest ones when the address holds none that do."""
    steps, here = GUIDE.walk(slugs)
    return steps if here is end else GUIDE.walk(GUIDE.path_to(end.code))[0]


def _slugs(request: HouseRequest) -> tuple[str, ...]:
    return tuple(filter(None, request.GET.get("r", "")[:LONGEST].split(".")))


def _asked(request: HouseRequest) -> Asked:
    typed = {
        name: " ".join(tidy(request.GET.get(name, "")[:LONGEST]).text.split())
        for name in ("profession", "date")
    }
    try:
        when, problem = read_when(typed["date"], today=timezone.localdate(request.now)), ""
    except UnreadableDate as unreadable:
        when, problem = None, str(unreadable)
    except NotYet:
        when, problem = None, FUTURE
    return Asked(profession=typed["profession"], dated=typed["date"], when=when, problem=problem)
