"""Django's own error views, in French: unknown address, unreadable body, missing proof of origin, defect.

config/urls.py names them as handler400 … handler500, settings names `csrf_failure`.
"""

import logging
import sys

from django.http import HttpRequest, HttpResponse

from egide.platform.errors.failures import BadInput, Expired, HouseFailure, NotVisible, Refused
from egide.platform.errors.pages import answer, new_reference
from egide.platform.errors.translating import failure_of

log = logging.getLogger(__name__)

NO_COOKIE = (
    "Votre navigateur n’a pas renvoyé le témoin (cookie) qui prouve que la page vient de nous. "
    "Permettez les témoins pour ce site, puis reprenez."
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Will answer what could not be read (400), or was too big (413)."""
    return answer(request, failure_of(exception) or BadInput())


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Will answer a refusal with its reason (403)."""
    return answer(request, failure_of(exception) or Refused())


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Will answer an unknown address (404)."""
    return answer(request, failure_of(exception) or NotVisible())


def server_error(request: HttpRequest) -> HttpResponse:
    """Will answer a defect with an incident number that the log knows (500), or an absent database (503)."""
    exception = sys.exc_info()[1]
    known = failure_of(exception)
    if known is not None:
        return answer(request, known)
    reference = new_reference()
    # The path only: neither the query nor the answers of a form belong in a log.
    log.error("Incident %s at %s", reference, request.path, exc_info=exception)
    return answer(request, HouseFailure(), reference=reference)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Will say that the page had expired or came from elsewhere (403), and give back what was typed."""
    no_cookie = not request.COOKIES.get("csrftoken")
    return answer(request, Expired(NO_COOKIE if no_cookie else ""))
