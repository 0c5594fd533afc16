"""Turns what a view raises into its French page. What a view does not foresee is left to `handlers.py`.

Stands early in MIDDLEWARE: its answer still passes through the headers of those before it.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from egide.platform.errors.pages import answer
from egide.platform.errors.translating import failure_of


class FailureMiddleware:
    """Passes requests through, and answers for the failures of the views."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Will pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Will answer a failure with its page, and leave a defect to Django: logged, then `server_error`."""
        failure = failure_of(exception)
        return None if failure is None else answer(request, failure)
