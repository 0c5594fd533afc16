"""The three readers, signed in as in a browser, and what each asks for.

An analyst of one unit is the least privileged; all of them read as egide_app, under the walls.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client

from bench.office import ANALYST, HEAD, SECRETARIAT, reader
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, actor_for_user
from egide.platform.accounts.models import User
from egide.platform.accounts.second_factor import SHOWN_BY

READERS = (("analyste", ANALYST), ("responsable de 6 unités", HEAD), ("secrétariat", SECRETARIAT))
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


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
        from django.utils import timezone

        user = reader(first)
        client = Client(HTTP_USER_AGENT="Banc/1.0", HTTP_HOST="localhost")
        client.force_login(user, backend=BACKEND)
        session = client.session
        session[SHOWN_BY] = user.pk
        session.save()
        return cls(label=label, user=user, actor=actor_for_user(user, on=timezone.localdate()), client=client)

    def get(self, url: str) -> Callable[[int], object]:
        """Will return an act that asks for this address and insists on an answer."""

        def ask(n: int) -> Any:
            response = self.client.get(url)
            assert response.status_code in (200, 302), (url, response.status_code)
            return response

        return ask

    def open_rows(self, **wanted: object) -> list[Dossier]:
        """Will return some open dossiers that the reader sees, nearest deadline first."""
        with acting_as(self.actor, read_only=True):
            rows = visible(self.actor).filter(closed_on=None, **wanted).order_by("next_due_on", "pk")
            return list(rows[:400])


def readers() -> list[Reader]:
    """Will sign the three readers in."""
    return [Reader.of(label, first) for label, first in READERS]
