"""One dossier lived through by the real actions, and a search as someone makes it."""

from collections.abc import Callable

import pytest

from egide.kernel.search.asking import understand
from egide.kernel.search.windows import Found, Narrowing, newest
from egide.platform.accounts.acting import acting_as
from tests.kernel.scene import Scene

Find = Callable[..., list[tuple[str, int]]]


@pytest.fixture
def find(scene: Scene) -> Find:
    """What someone finds with these words: source and rank of each text, newest first."""

    def ask(typed: str, who: str = "nadia", **narrowed: object) -> list[tuple[str, int]]:
        return [(hit.source, hit.rank) for hit in found(scene, typed, who, **narrowed).hits]

    return ask


def found(scene: Scene, typed: str, who: str = "nadia", **narrowed: object) -> Found:
    with acting_as(scene.cast.actor(who)) as actor:
        return newest(actor, understand(typed), narrowing=Narrowing(**narrowed), most=50)  # type: ignore[arg-type]
