"""Answers a request with a whole page or, to HTMX, with named parts of that same page.
The only code that reads or writes HTMX headers; it knows nothing of what the page says."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers


def respond(
    request: HttpRequest,
    template: str,
    page: object,
    parts: Sequence[str] = (),
    *,
    status: int = 200,
    frame: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Will render `template` with `page`; for an HTMX request, only the `parts` named.

    A part is a `partialdef` of the template whose root element carries the part's name as its id and
    `{% ui_oob %}` among its attributes. The part that HTMX targets is swapped where it asked; the others
    follow out of band, so that after the swap the document equals a reload. `frame` is what the layout
    reads beside `page`, when no context processor gives it.
    """
    context = {**(frame or {}), "page": page}
    if parts and wants_parts(request):
        main = _main_part(request, parts)
        body = "".join(
            render_to_string(f"{template}#{name}", {**context, "out_of_band": name != main}, request)
            for name in parts
        )
    else:
        body = render_to_string(template, context, request)
    response = HttpResponse(body, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def go_to(request: HttpRequest, url: str) -> HttpResponse:
    """Will send the browser to `url` after a POST: 303, or its HTMX equivalent (a full navigation)."""
    if wants_parts(request):
        response = HttpResponse(headers={"HX-Redirect": url})
    else:
        response = HttpResponseRedirect(url, status=303)
    patch_vary_headers(response, ["HX-Request"])
    return response


def wants_parts(request: HttpRequest) -> bool:
    """Will tell whether only parts will be drawn: what a whole page alone needs is then not read.

    A boosted link or a page restored from history replaces the whole body: it needs the whole page.
    """
    headers = request.headers
    return headers.get("HX-Request") == "true" and not (
        headers.get("HX-Boosted") == "true" or headers.get("HX-History-Restore-Request") == "true"
    )


def _main_part(request: HttpRequest, parts: Sequence[str]) -> str:
    target = request.headers.get("HX-Target", "")
    return target if target in parts else parts[0]
