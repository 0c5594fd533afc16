"""The policy of contents that every answer carries is the library's, kept; an answer that wants its own has it."""

from typing import Any

from csp.constants import HEADER
from csp.decorators import csp_update
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from egide.ui.policy import PolicyMiddleware


def test_it_is_the_one_that_the_library_writes() -> None:
    ours = PolicyMiddleware(_plain)

    told = [_told(ours) for _ in range(2)]

    assert told == [_told(CSPMiddleware(_plain))] * 2
    assert "default-src 'none'" in told[0]


def test_a_view_that_wants_more_has_it_and_the_next_one_has_not() -> None:
    wider = csp_update({"img-src": ["https://ailleurs.example"]})(_plain)

    told = [_told(PolicyMiddleware(view)) for view in (wider, _plain)]

    assert ["ailleurs" in one for one in told] == [True, False]


def test_a_header_that_a_view_has_put_stays() -> None:
    assert _told(PolicyMiddleware(_sandboxed)) == "sandbox"


def _told(middleware: CSPMiddleware) -> str:
    response: Any = middleware(RequestFactory().get("/"))
    return str(response[HEADER])


def _plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def _sandboxed(request: HttpRequest) -> HttpResponse:
    return HttpResponse("", headers={HEADER: "sandbox"})
