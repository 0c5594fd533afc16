"""Views of the gallery: they only hand samples to templates, and answer anyone.
The form really validates, so that its errors can be seen; nothing is kept."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from egide.ui.gallery import charts, samples
from egide.ui.gallery.forms import RecourseForm, SpecimenForm
from egide.ui.respond import respond

# The gallery's day is fixed: the same pictures every time.
TODAY = date(2026, 11, 21)


def _staff(current: str) -> dict[str, object]:
    return {
        "samples": samples,
        "charts": charts,
        "navigation": samples.navigation(current),
        "account": samples.ACCOUNT,
        "search": samples.SEARCH,
    }


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Every component in its states, with its signature."""
    values = {"channel": "email", "story": "Le syndic ne répond plus.", "received_on": "2026-13-45"}
    extra = {"open_form": SpecimenForm(prefix="vide"), "refused_form": SpecimenForm(values)}
    context = {**_staff(""), **extra, "today": TODAY}
    return render(request, "ui/gallery/components.html", context)


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The staff's home; its two views are swapped in place by HTMX, or followed as links."""
    page = samples.home(late_only=request.GET.get("vue") == "retard")
    frame = _staff("Mon travail")
    return respond(request, "ui/gallery/home.html", page, ("travail", "sommaire"), frame=frame)


@require_GET
def dossier(request: HttpRequest) -> HttpResponse:
    """A dossier's page."""
    return render(request, "ui/gallery/dossier.html", _staff("Demandes d’intervention"))


@require_http_methods(["GET", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """A page of the public form; sent back with its errors when it is refused."""
    shown = {"situation": "silent", "order": "Ordre des dentistes du Québec", "asked_on": "2027-03-03"}
    data = request.POST if request.method == "POST" else shown
    bound = RecourseForm(data, today=TODAY)
    context = {
        "form": bound,
        "samples": samples,
        "header_links": samples.HEADER_LINKS,
        "footer_links": samples.FOOTER_LINKS,
    }
    return render(request, "ui/gallery/form.html", context)


@require_GET
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in card."""
    return render(request, "ui/gallery/sign_in.html")


@require_GET
def error(request: HttpRequest) -> HttpResponse:
    """An error page, answered 200 because it is only shown."""
    return render(request, "ui/error.html", {"page": samples.CONFLICT})
