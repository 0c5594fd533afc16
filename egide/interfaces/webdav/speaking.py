"""The protocol's library called from a view: its environment from the request, its answer as a response.

The first piece of an answer is drawn before anything is returned: the web server wants the status by then, and
all work on the database must be done inside the transaction.
"""

import logging
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from wsgidav.dav_error import DAVError
from wsgidav.request_server import RequestServer

from egide.interfaces.webdav.provider import Tree
from egide.interfaces.webdav.visits import Visit

CONFIG: dict[str, Any] = {
    "add_header_MS_Author_Via": True,
    "block_size": 256 * 1024,
    "hotfixes": {},
    "mutable_live_props": [],
}
_DROPPED = frozenset({"date", "server", "connection"})
# The library tells of addresses, which are secrets here: what goes wrong is told by our own failures.
logging.getLogger("wsgidav").setLevel(logging.CRITICAL + 1)


class _House:
    """Stands for the library's application: one tree answers for all paths."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def resolve_provider(self, path: str) -> tuple[str, Tree]:
        """Will return the only tree there is."""
        return "/", self._tree


def speak(request: HttpRequest, visit: Visit, *, mount: str, path: str, body: Any) -> HttpResponseBase:
    """Will have the library answer, and return its answer.

    :raises DAVError: the protocol's refusals. :raises HouseFailure: ours.
    """
    tree = Tree(visit, mount=mount)
    answer: dict[str, Any] = {}

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        answer.update(status=status, headers=headers)

    pieces = iter(RequestServer(tree)(_environment(request, visit, tree, mount, path, body), start))
    first = next(pieces, b"")
    code, _, _reason = answer["status"].partition(" ")
    response: HttpResponseBase
    if request.method == "GET":
        response = StreamingHttpResponse(chain((first,), pieces), status=int(code))
    else:
        response = HttpResponse(first + b"".join(pieces), status=int(code))
    del response["Content-Type"]
    for name, value in answer["headers"]:
        if name.lower() not in _DROPPED:
            response[name] = value
    return response


def refusal(problem: DAVError) -> HttpResponse:
    """Will say a refusal of the protocol: its own words where a program reads them, else a sentence."""
    if problem.value in (204, 304):
        return HttpResponse(status=problem.value)
    if problem.err_condition:
        kind, body = problem.get_response_page()
        return HttpResponse(body, status=problem.value, content_type=kind)
    return HttpResponse(
        problem.context_info or f"{problem.value}",
        status=problem.value,
        content_type="text/plain; charset=utf-8",
    )


def _environment(
    request: HttpRequest, visit: Visit, tree: Tree, mount: str, path: str, body: Any
) -> dict[str, Any]:
    said = {
        name: value
        for name, value in request.META.items()
        if isinstance(value, str) and (name.startswith("HTTP_") or name in ("CONTENT_TYPE", "CONTENT_LENGTH"))
    }
    return said | {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": mount,
        "PATH_INFO": path,
        "HTTP_HOST": request.get_host(),
        "wsgi.url_scheme": request.scheme,
        "wsgi.input": body,
        "wsgidav.app": _House(tree),
        "wsgidav.auth.user_name": str(visit.actor.user_id),
        "wsgidav.config": CONFIG,
        "wsgidav.provider": tree,
        "wsgidav.verbose": 0,
    }
