"""How often one address may send the public form: enough for a family or a library, too few for a robot.

Counters live in the shared cache under a keyed hash of the address: no address is written down.
"""

import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase

from egide.platform.errors.failures import TooMany

Served = Callable[..., HttpResponseBase]


@dataclass(frozen=True, kw_only=True)
class Limit:
    """At most `most` tries per address in `seconds`."""

    name: str
    most: int
    seconds: int

    def exceeded(self, request: HttpRequest) -> bool:
        """Will count this try, and tell whether it is one too many."""
        return self._counted(_fingerprint(request))

    def exceeded_for(self, subject: str) -> bool:
        """Will count this try about something typed (a dossier's number), whoever asks."""
        return self._counted(_keyed(subject))

    def _counted(self, who: str) -> bool:
        key = f"tries:{self.name}:{who}"
        now = time.time()
        if cache.add(key, (1, now + self.seconds), self.seconds):
            return False
        tries, end = cache.get(key, (0, now + self.seconds))
        # Not `incr`: it starts the cache's own five minutes again, so that the window would never end.
        cache.set(key, (tries + 1, end), max(end - now, 1))
        return bool(tries + 1 > self.most)


PAGES = Limit(name="public_form_pages", most=240, seconds=600)
SENDINGS = Limit(name="public_form_sendings", most=20, seconds=600)


def limited(served: Served) -> Served:
    """Will count each POST of a form of one page before its transaction: the rollback must not erase the count.

    Whatever button it names is a sending: a robot names none. One sending too many is told to the view
    (`request.sent_too_often`), which keeps every answer shown.

    :raises TooMany: pages are turned faster than anyone reads.
    """

    return _counting(served, steps=False)


def limited_by_steps(served: Served) -> Served:
    """Will do the same for a form of several pages, where one button alone sends.

    :raises TooMany: pages are turned faster than anyone reads.
    """
    return _counting(served, steps=True)


def _counting(served: Served, *, steps: bool) -> Served:
    @wraps(served)
    def counted(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            if PAGES.exceeded(request):
                raise TooMany("Cette adresse a envoyé trop de pages du formulaire en dix minutes.")
            sending = not steps or request.POST.get("go") == "send"
            request.sent_too_often = sending and SENDINGS.exceeded(request)  # type: ignore[attr-defined]
        return served(request, **kwargs)

    return counted


def _fingerprint(request: HttpRequest) -> str:
    address = str(get_adapter().get_client_ip(request))
    if ":" in address:  # one subscriber holds a whole IPv6 /64
        address = ":".join(address.split(":")[:4])
    return _keyed(address)


def _keyed(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(errors="replace"), "sha256").hexdigest()[:32]
