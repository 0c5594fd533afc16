"""The intranet's page of reports: what was approved and published, for the whole staff, and nothing of the files.

The table's own wall chooses the rows (modules/planning/migrations/0002_walls.py).
"""

from django.http import HttpResponse

from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_reports import intranet_page
from egide.kernel.gate.pages import HouseRequest, page
from egide.modules.planning.publishing import published
from egide.platform.errors.failures import NotVisible
from egide.ui.respond import respond

PDF = "application/pdf"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(action="read_published")
def published_reports(request: HouseRequest) -> HttpResponse:
    """Will list the published reports."""
    return respond(request, "staff/intranet.html", intranet_page(), frame=frame(request, current="intranet"))


@page(action="read_published")
def published_pdf(request: HouseRequest, *, number: str, version: int) -> HttpResponse:
    """Will give the approved bytes of a version."""
    found = published(number, version)
    return attached(bytes(found.pdf), PDF, f"{found.number}-version-{found.rank}.pdf")


@page(action="read_published")
def published_sheets(request: HouseRequest, *, number: str, version: int) -> HttpResponse:
    """Will give the figures of a version as a workbook."""
    found = published(number, version)
    if not found.workbook:
        raise NotVisible
    return attached(bytes(found.workbook), SHEETS, f"{found.number}-version-{found.rank}.xlsx")


def attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Will send bytes to keep: never drawn inside the house's own pages."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
