"""Addresses where every failure happens on purpose.

The real table of addresses belongs to egide/config/urls.py; the handlers are those that it names.
"""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DataError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from egide.platform.errors import failures
from egide.platform.storage import errors as storage
from egide.platform.typesetting.errors import MergeFailed, RenderingFailed

handler400 = "egide.platform.errors.handlers.bad_request"
handler403 = "egide.platform.errors.handlers.permission_denied"
handler404 = "egide.platform.errors.handlers.page_not_found"
handler500 = "egide.platform.errors.handlers.server_error"

STALE = failures.Stale(
    "Le dossier INT-2026-00042 a changé depuis que vous avez ouvert la page.",
    fields=(("Titre", "Le mien", "Le sien"),),
)
FAILURES: dict[str, Exception] = {
    "400": failures.BadInput("Le formulaire ne dit pas sur quelle version il porte."),
    "403": failures.Refused("Seule la responsable de l’unité peut approuver cette lettre."),
    "404": Http404("Question matches the given query"),
    "405": failures.MethodNotAllowed(),
    "409": STALE,
    "413": failures.TooLarge(),
    "429": failures.TooMany(),
    "500": ZeroDivisionError("division by zero"),
    "503": failures.Unavailable(),
    "denied": PermissionDenied(),
    "suspicious": SuspiciousOperation("internal detail"),
    "data": DataError("invalid byte sequence"),
    "down": OperationalError("connection refused at 10.0.0.5"),
    "infected": storage.Infected("Eicar"),
    "letter": MergeFailed("Le champ « date_reponse » est vide."),
    "engine": RenderingFailed("La lettre ne peut pas être mise en page.", detail="typst: line 3"),
}


def failing(error: Exception) -> Callable[[HttpRequest], HttpResponse]:
    """Will make a view that raises."""

    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


def nul(request: HttpRequest) -> HttpResponse:
    """Will send a NUL character to PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.execute("select %s::text", ["a\x00b"])
    return HttpResponse()


def reads(request: HttpRequest) -> HttpResponse:
    """Will read the body, as any form does."""
    return HttpResponse(request.POST.get("summary", ""))


urlpatterns = [
    *(path(f"{name}/", failing(error)) for name, error in FAILURES.items()),
    path("nul/", nul),
    path("reads/", reads),
    path("", include("egide.platform.errors.urls")),
    path("galerie/", include("egide.ui.urls")),
]
