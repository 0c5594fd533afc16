"""The scene of the kernel's tests: the small Office and one dossier, in a transaction that is rolled back.

Tests that must commit ask for `fresh` and open their own.
"""

import pytest

from tests.cast import Cast, seed_office
from tests.kernel.scene import Scene, open_scene


@pytest.fixture
def cast(db: None) -> Cast:
    """The small Office."""
    return seed_office()


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """Élise's dossier, just opened."""
    return open_scene(cast)
