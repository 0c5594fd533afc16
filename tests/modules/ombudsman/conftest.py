"""The scene of the module's tests: the small Office, in a transaction that is rolled back."""

import pytest

from egide.modules.ombudsman.models import Delegate
from tests.cast import Cast, seed_office
from tests.modules.ombudsman.invited import JOSEE, MARTIN, invited
from tests.modules.ombudsman.scene import Scene, open_scene


@pytest.fixture
def cast(db: None) -> Cast:
    """The small Office."""
    return seed_office()


@pytest.fixture
def hers(cast: Cast) -> Scene:
    return open_scene(cast, email=JOSEE, their_reference="2026-04521")


@pytest.fixture
def his(cast: Cast) -> Scene:
    return open_scene(
        cast, email=MARTIN, delegate="Martin Côté", text="Zibeline", their_reference="2026-09999"
    )


@pytest.fixture
def josee(cast: Cast, hers: Scene, his: Scene) -> Delegate:
    return invited(cast, "Josée Lemay", JOSEE)
