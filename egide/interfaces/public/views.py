"""The public pages of words: home, what the Office can do, contact, privacy, accessibility, site map.

They read public data only; the form is in request_views.py.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.public.commitments import Promise, promise
from egide.interfaces.public.consents import Consent, consent_on
from egide.interfaces.public.frame import FOOTER, TITLES, PublicPage, links, show, trail
from egide.interfaces.public.offices import HOURS, TOLL_FREE, Office, offices
from egide.kernel.gate.pages import Audience, HouseRequest, page
from egide.ui.formats import phone
from egide.ui.pages import Link


@dataclass(frozen=True, kw_only=True)
class HomePage(PublicPage):
    """The home: the doors, and what the Office promises."""

    doors: tuple[Link, ...]
    promise: Promise


@dataclass(frozen=True, kw_only=True)
class ContactPage(PublicPage):
    """The sites and their hours."""

    offices: tuple[Office, ...]
    hours: str
    toll_free: str
    toll_free_dialed: str


@dataclass(frozen=True, kw_only=True)
class MapPage(PublicPage):
    """Every page of the site."""

    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class PrivacyPage(PublicPage):
    """What becomes of personal information, with the wording that people agree to."""

    consent: Consent


@page(action="public.home", to=Audience.PUBLIC)
def home(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will show the home of the public site."""
    today = timezone.localdate(request.now)
    shown = HomePage(title="Office des professions", doors=_doors(), promise=promise(today))
    return show(request, "home", shown)


@page(action="public.about", to=Audience.PUBLIC)
def about(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will say what the Office can and cannot do."""
    today = timezone.localdate(request.now)
    title = "À propos de l’Office\u00a0: ce que nous pouvons faire"
    shown = HomePage(title=title, crumbs=trail(last=TITLES["about"]), doors=(), promise=promise(today))
    return show(request, "about", shown)


@page(action="public.contact", to=Audience.PUBLIC)
def contact(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will give the addresses of the sites and their hours."""
    shown = ContactPage(
        title=TITLES["contact"],
        crumbs=trail(last=TITLES["contact"]),
        offices=offices(),
        hours=HOURS,
        toll_free=phone(TOLL_FREE),
        toll_free_dialed=f"+{TOLL_FREE}",
    )
    return show(request, "contact", shown)


@page(action="public.privacy", to=Audience.PUBLIC)
def privacy(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will say what becomes of personal information."""
    shown = PrivacyPage(
        title=TITLES["privacy"],
        crumbs=trail(last=TITLES["privacy"]),
        consent=consent_on(timezone.localdate(request.now)),
    )
    return show(request, "privacy", shown)


@page(action="public.accessibility", to=Audience.PUBLIC)
def accessibility(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will show the accessibility statement."""
    return show(request, "accessibility", _words("accessibility"))


@page(action="public.site_map", to=Audience.PUBLIC)
def site_map(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will list every page."""
    shown = MapPage(
        title=TITLES["site_map"], crumbs=trail(last=TITLES["site_map"]), links=links(("home", *FOOTER[:-1]))
    )
    return show(request, "site_map", shown)


def _doors() -> tuple[Link, ...]:
    """Will return the three doors of the home, in the order of use."""
    told = (
        (
            "orientation",
            "À qui m’adresser?",
            "Deux à quatre questions pour trouver le bon recours et ses délais.",
        ),
        ("request", "Demander l’intervention de l’Office", "Un ordre tarde ou ne vous informe pas bien."),
        ("follow_up", "Suivre ma demande", "Avec votre numéro et votre code, sans créer de compte."),
    )
    return tuple(
        Link(label=label, detail=detail, url=reverse(f"public:{name}")) for name, label, detail in told
    )


def _words(name: str) -> PublicPage:
    return PublicPage(title=TITLES[name], crumbs=trail(last=TITLES[name]))
