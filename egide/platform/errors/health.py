"""Health checks for whoever watches the service: alive, and able to reach its databases.

Outside `page()`: no actor, no data of the house, never in a cache.
"""

from django.db import DatabaseError, InterfaceError, connections
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

ALIASES = ("default", "keys")


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Will answer as long as the process answers."""
    return _plain("vivant")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Will answer 200 when both databases answer, and 503 with the silent ones' names."""
    silent = [alias for alias in ALIASES if not _answers(alias)]
    if silent:
        return _plain(f"base de données injoignable\u00a0: {', '.join(silent)}", status=503)
    return _plain("prêt")


def _answers(alias: str) -> bool:
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("select 1")
            return bool(cursor.fetchone())
    except (DatabaseError, InterfaceError):
        return False


def _plain(text: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
