"""A real SMTP server and a worker's two jobs, over a database that commits.

The states in between, when a worker dies, are tried in tests/platform/mail.
"""

from collections.abc import Callable, Iterator

import pytest

from egide.kernel.lifecycle.advancing import advance_dossier
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.mail.conversation import Server
from egide.platform.mail.transmission import transmit
from tests.cast import seed_office
from tests.database import Pair
from tests.kernel.scene import Scene, open_scene
from tests.patience import SECONDS
from tests.platform.mail.server import Inbox, smtp_server

Deliver = Callable[[Scene, str], str | None]


@pytest.fixture
def lasting(fresh: Pair) -> Scene:
    """Élise's dossier in a database of its own, where transactions commit."""
    return open_scene(seed_office())


@pytest.fixture
def smtp() -> Iterator[tuple[Inbox, int]]:
    """A server that accepts everything until told otherwise."""
    with smtp_server() as running:
        yield running


@pytest.fixture
def deliver(smtp: tuple[Inbox, int]) -> Deliver:
    """Will make one attempt at the letter's message, then the job that a sent letter asked for."""
    server = Server(host="127.0.0.1", port=smtp[1], hello="test", timeout=SECONDS, final_timeout=SECONDS)

    def attempt(scene: Scene, template: str) -> str | None:
        message = scene.letter(template).message_id
        assert message is not None
        state = transmit(message_pk=message, actor=service("scheduler"), now=scene.now, server=server)
        pk = scene.dossier.pk
        with acting_as(service("scheduler")):
            advance_dossier.function(dossier=pk, now=scene.now)
        return state

    return attempt
