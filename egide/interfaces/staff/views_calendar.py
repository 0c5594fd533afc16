"""The reader’s calendar, its secret address, and the feed itself, which a calendar program reads without a session.

Each view translates, calls once, translates back.
"""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.public.limits import Limit
from egide.interfaces.staff.calendar_entries import entries
from egide.interfaces.staff.calendar_format import CONTENT_TYPE, written
from egide.interfaces.staff.counting import counts_for
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_calendar import calendar_page
from egide.kernel.gate.pages import Audience, HouseRequest, page
from egide.modules.mandates.feeding import feed_of, make_feed, reader_of, revoke_feed
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import actor_for_user
from egide.platform.errors.failures import NotVisible, TooMany
from egide.ui import formats
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

CALENDAR = "calendar"
BACK, AHEAD = timedelta(days=92), timedelta(days=400)
# A program asks a few times a day; more than that is a fault, or someone who tries addresses.
TRIES = Limit(name="calendar_feed_address", most=120, seconds=3600)
READS = Limit(name="calendar_feed_secret", most=60, seconds=3600)


@dataclass(frozen=True, kw_only=True)
class FeedPage:
    """One’s secret address: whether there is one, and itself once, when it has just been made."""

    crumbs: tuple[Crumb, ...]
    made: str
    address: str
    url: str


@page(action="work")
def calendar(request: HouseRequest) -> HttpResponse:
    """Will show a month or a week of what is due for the reader."""
    shown = calendar_page(request.actor, request.GET, counts_for(request).near)
    return respond(request, "staff/calendar.html", shown, frame=frame(request, current=CALENDAR))


@page(action="work", methods=("GET", "POST"))
def feed(request: HouseRequest) -> HttpResponse:
    """Will show one’s address; on POST make another, shown this once, or revoke it."""
    address = ""
    if request.method == "POST":
        if request.POST.get("faire") == "revoquer":
            revoke_feed(actor=request.actor, now=request.now)
            messages.success(request, "L’adresse ne répond plus.")
            return go_to(request, reverse("staff:calendar_feed"))
        secret = make_feed(actor=request.actor, now=request.now)
        address = (
            f"{settings.PUBLIC_URL.rstrip('/')}{reverse('staff:calendar_ics', kwargs={'secret': secret})}"
        )
    standing = feed_of(request.actor)
    shown = FeedPage(
        crumbs=(Crumb(label="Calendrier", url=reverse("staff:calendar")), Crumb(label="Abonnement")),
        made=formats.moment(standing.made_at, today=timezone.localdate(request.now)) if standing else "",
        address=address,
        url=reverse("staff:calendar_feed"),
    )
    return respond(request, "staff/calendar_feed.html", shown, frame=frame(request, current=CALENDAR))


@page(action="read_feed", to=Audience.PUBLIC)
def feed_ics(request: HouseRequest, *, secret: str) -> HttpResponseBase:
    """Will give the calendar of whoever made this address: numbers and labels; an unknown one does not exist."""
    if TRIES.exceeded(request) or READS.exceeded_for(secret):
        raise TooMany("Ce calendrier est demandé trop souvent\u00a0: réessayez dans une heure.")
    user = reader_of(secret)
    if user is None:
        raise NotVisible
    today = timezone.localdate(request.now)
    with acting_as(actor_for_user(user, on=today), read_only=True) as reader:
        due = entries(reader, since=today - BACK, until=today + AHEAD)
    host = urlsplit(settings.PUBLIC_URL).hostname or "egide"
    body = written(due, name="Égide", host=host, now=request.now)
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Disposition"] = 'attachment; filename="egide.ics"'
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
