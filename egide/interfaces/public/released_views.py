"""Documents released to a request for access that everyone may read (Regulation A-2.1, r. 2): a page, and each PDF.

The walls show what is published and nothing else; no link leads to the request.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse

from egide.interfaces.public.frame import TITLES, PublicPage, show, trail
from egide.kernel.gate.pages import Audience, HouseRequest, page
from egide.modules.access_requests.examination.publishing import PDF, published_documents, published_file
from egide.platform.errors.failures import NotVisible
from egide.platform.storage.downloads import SAFE_HEADERS, content_disposition
from egide.ui import formats


@dataclass(frozen=True, kw_only=True)
class Told:
    """One document as everyone reads it."""

    title: str
    description: tuple[str, ...]
    decided: str
    decided_iso: str
    file: str
    url: str


@dataclass(frozen=True, kw_only=True)
class ReleasedPage(PublicPage):
    """The documents, newest decision first."""

    documents: tuple[Told, ...]


@page(action="public.released", to=Audience.PUBLIC)
def released(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will show the documents; before there is one, what appears here."""
    told = tuple(
        Told(
            title=one.title,
            description=tuple(part.strip() for part in one.description.splitlines() if part.strip()),
            decided=formats.day(one.decided_on),
            decided_iso=one.decided_on.isoformat(),
            file=f"PDF, {formats.count(one.pages, 'page')}, {formats.size(one.size)}",
            url=reverse("public:released_pdf", kwargs={"public_id": one.public_id}),
        )
        for one in published_documents()
    )
    shown = ReleasedPage(title=TITLES["released"], crumbs=trail(last=TITLES["released"]), documents=told)
    return show(request, "released", shown)


@page(action="public.released", to=Audience.PUBLIC)
def released_pdf(request: HouseRequest, *, public_id: UUID, **kwargs: Any) -> HttpResponseBase:
    """Will give a published document, always as a download.

    :raises NotVisible: there is none, or it was withdrawn.
    """
    own = published_file(public_id)
    if own is None:
        raise NotVisible
    response = HttpResponse(bytes(own.body), content_type=PDF, headers=SAFE_HEADERS)
    response["Content-Disposition"] = content_disposition(f"{own.title}.pdf")
    return response
