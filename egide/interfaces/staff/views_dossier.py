"""The dossier's page, one address per section; the gate has opened it before the view is called.

Each view translates, calls once, translates back.
"""

from collections.abc import Callable

from django.http import HttpResponse

from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_dossier import Around, around, dossier_page
from egide.interfaces.staff.pages_journal import journal_page
from egide.interfaces.staff.pages_sections import (
    deadlines_section,
    documents_section,
    letters_section,
    parties_section,
    summary_section,
)
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.ui.respond import respond

TEMPLATE, PARTS = "staff/dossier.html", ("section",)
HIGHEST_RANK = 2**31 - 1


@page(action="read", opens=True)
def summary(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show the summary."""
    return _section(request, dossier, "summary", summary_section)


@page(action="read", opens=True)
def documents(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show the documents."""
    return _section(request, dossier, "documents", documents_section)


@page(action="read", opens=True)
def letters(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show the letters."""
    return _section(request, dossier, "letters", letters_section)


@page(action="read", opens=True)
def parties(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show the parties."""
    return _section(request, dossier, "parties", parties_section)


@page(action="read", opens=True)
def deadlines(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show every deadline with its proof."""
    return _section(request, dossier, "deadlines", deadlines_section)


@page(action="read", opens=True)
def journal(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show one page of the journal."""
    before = _rank(request.GET.get("avant", ""))
    return _section(
        request,
        dossier,
        "journal",
        lambda about: journal_page(about.dossier, before=before, today=about.today),
    )


def _section(
    request: HouseRequest, dossier: Dossier, name: str, build: Callable[[Around], object]
) -> HttpResponse:
    about = around(request, dossier)
    shown = dossier_page(about, section=name, content=build(about))
    return respond(request, TEMPLATE, shown, PARTS, frame=frame(request, current=dossier.kind))


def _rank(text: str) -> int | None:
    # Digits of other scripts are decimal to Python too: only plain ones are a rank.
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):
        return None
    return min(int(text), HIGHEST_RANK) or None
