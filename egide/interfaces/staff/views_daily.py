"""The daily list of mail, on the screen, on paper, and as a PDF to post.

Each view translates, calls once, translates back.
"""

from datetime import date

from django.http import HttpResponse
from django.utils import timezone

from egide.interfaces.staff.daily_printing import daily_pdf as printed
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_daily import daily_page
from egide.interfaces.staff.pages_register import REGISTER
from egide.kernel.gate.pages import HouseRequest, page
from egide.platform.errors.failures import NotVisible
from egide.ui.respond import respond


@page(action="list")
def daily(request: HouseRequest, *, day: str = "") -> HttpResponse:
    """Will list what was entered on a day, today's without one."""
    today = timezone.localdate(request.now)
    asked = day or request.GET.get("jour", "")
    shown = daily_page(actor=request.actor, day=_day(asked, today) if asked else today, today=today)
    return respond(request, "staff/daily.html", shown, frame=frame(request, current=REGISTER))


@page(action="list")
def daily_pdf(request: HouseRequest, *, day: str) -> HttpResponse:
    """Will give the same list as a PDF."""
    today = timezone.localdate(request.now)
    on = _day(day, today)
    headers = {"Content-Disposition": f'inline; filename="courrier-{on.isoformat()}.pdf"'}
    content = printed(actor=request.actor, day=on, now=request.now)
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotVisible from None
    if not day.year >= 1973 or day > today:
        raise NotVisible
    return day
