"""The scene of the module's tests: the small Office, in a transaction that is rolled back."""

import pytest

from tests.cast import Cast, seed_office
from tests.modules.admission_complaints.scene import Scene, open_scene


@pytest.fixture
def cast(db: None) -> Cast:
    """The small Office."""
    return seed_office()


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """A complaint that has just been received."""
    return open_scene(cast)
