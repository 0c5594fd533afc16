"""The three readers, signed in as in a browser, and what each asks for.

An analyst of one unit is the least privileged; all of them read as egide_app, under the walls.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client, RequestFactory

from bench.office import ANALYST, HEAD, SECRETARIAT, reader
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, actor_for_user
from egide.platform.accounts.models import User
from egide.platform.accounts.second_factor import SHOWN_BY

READERS = (("analyste", ANALYST), ("responsable de 6 unités", HEAD), ("secrétariat", SECRETARIAT))
BACKEND = "egide.platform.accounts.backends.AccountBackend"


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Someone signed in."""

    label: str
    user: User
    actor: Actor
    client: Client

    @classmethod
    def of(cls, label: str, first: str) -> "Reader":
        """Will sign this person in, the second factor shown."""
        from django.conf import settings
        from django.utils import timezone
        from django.utils.crypto import get_random_string

        user = reader(first)
        client = Client(HTTP_USER_AGENT="Banc/1.0", HTTP_HOST="localhost")
        client.force_login(user, backend=BACKEND)
        session = client.session
        session[SHOWN_BY] = user.pk
        session.save()
        # Any page has given it to the browser of whoever has opened one: only the first is made without it.
        client.cookies[settings.CSRF_COOKIE_NAME] = get_random_string(32)
        return cls(label=label, user=user, actor=actor_for_user(user, on=timezone.localdate()), client=client)

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Callable[[int], object]:
        """Will return an act that asks for this address and insists on an answer."""

        path, _, query = url.partition("?")
        cookies = "; ".join(f"{morsel.key}={morsel.value}" for morsel in self.client.cookies.values())
        said = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in (headers or {}).items()}
        told: list[str] = []
        # The application as the web server calls it: a test client would add its own work to each request.
        from egide.config.wsgi import application

        def answer(status: str, headers: object, *_: object) -> Callable[[bytes], object]:
            told.append(status)
            return len  # nobody writes to it

        def ask(n: int) -> Any:
            environ = RequestFactory(HTTP_COOKIE=cookies, HTTP_HOST="localhost").get(url).environ
            response: Any = application(environ | said | {"PATH_INFO": path, "QUERY_STRING": query}, answer)
            body = b"".join(response)
            response.close()
            assert told.pop()[:3] in ("200", "302"), (url, body[:400])
            return body

        return ask

    def open_rows(self, **wanted: object) -> list[Dossier]:
        """Will return some open dossiers that the reader sees, nearest deadline first."""
        with acting_as(self.actor, read_only=True):
            rows = visible(self.actor).filter(closed_on=None, **wanted).order_by("next_due_on", "pk")
            return list(rows[:400])


def readers() -> list[Reader]:
    """Will sign the three readers in."""
    return [Reader.of(label, first) for label, first in READERS]
