"""Élise follows her dossier without an account: her dossier, her link, her browser.

The bearer is Élise; what she must never see is Bruno’s and Nadia’s work.
"""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from egide.kernel.passes.actions import IssuedPass
from tests.cast import Cast, seed_office
from tests.interfaces.public.visits import fields_of
from tests.kernel.passes.holding import give
from tests.kernel.scene import Scene, open_scene

FILE = "/suivi/dossier/"


@pytest.fixture
def cast(db: None) -> Cast:
    cache.clear()
    return seed_office()


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return open_scene(cast)


@pytest.fixture
def issued(scene: Scene) -> IssuedPass:
    return give(scene)


@pytest.fixture
def elise(issued: IssuedPass) -> Client:
    """Élise's browser, her link opened."""
    client = Client()
    assert client.get(issued.url_path).status_code == 303
    return client


def send(client: Client, url: str = FILE, **typed: Any) -> Any:
    """Will fill the page's own form and send it."""
    return client.post(url, {**fields_of(client.get(url)), **typed})
