"""The frame of every public page: the links of its header and footer, and the one way of showing it.

Links are resolved once; the page object says the rest.
"""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from egide.ui.pages import Crumb, Link

TITLES = {
    "home": "Accueil",
    "orientation": "À qui m’adresser?",
    "follow_up": "Suivre ma demande",
    "request": "Demande d’intervention",
    "admission_complaint": "Plainte au Commissaire à l’admission",
    "admission_summaries": "Résumés des plaintes au Commissaire",
    "access_request": "Demande d’accès à des documents",
    "released": "Documents diffusés",
    "service_complaint": "Plainte ou commentaire sur nos services",
    "disclosure": "Divulguer un acte répréhensible",
    "about": "Ce que nous pouvons faire",
    "contact": "Nous joindre",
    "privacy": "Ce que nous faisons de vos renseignements",
    "accessibility": "Accessibilité",
    "plan": "Plan de classification",
    "site_map": "Plan du site",
}
HEADER = ("orientation", "follow_up", "contact")
FOOTER = (
    "orientation",
    "request",
    "follow_up",
    "admission_complaint",
    "admission_summaries",
    "access_request",
    "released",
    "service_complaint",
    "disclosure",
    "about",
    "contact",
    "privacy",
    "accessibility",
    "plan",
    "site_map",
)


@dataclass(frozen=True, kw_only=True)
class PublicPage:
    """A page of words: its title and the trail above it."""

    title: str
    crumbs: tuple[Crumb, ...] = ()


def show(request: HttpRequest, name: str, page: object, *, status: int = 200) -> HttpResponse:
    """Will render `public/{name}.html` with its page object inside the public frame."""
    context = {"page": page, "header_links": links(HEADER), "footer_links": footer()}
    return render(request, f"public/{name}.html", context, status=status)


@cache
def links(names: tuple[str, ...]) -> tuple[Link, ...]:
    """Will return links to pages of the site, by their names."""
    return tuple(Link(label=TITLES[name], url=reverse(f"public:{name}")) for name in names)


def footer() -> tuple[Link, ...]:
    """Will return the footer's links; the last is the staff's door."""
    return (*links(FOOTER), Link(label="Espace du personnel", url=settings.LOGIN_URL))


def trail(*names: str, last: str) -> tuple[Crumb, ...]:
    """Will return « Accueil › … › last »."""
    before = ("home", *names)
    return (
        *(Crumb(label=link.label, url=link.url) for link in links(before)),
        Crumb(label=last),
    )
