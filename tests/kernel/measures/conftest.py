"""The measure that the tests of this folder follow."""

import pytest

from tests.kernel.measures.follow import Follow
from tests.kernel.scene import Scene


@pytest.fixture
def follow(scene: Scene) -> Follow:
    """A measure that Nadia has just proposed."""
    scene.give()
    found = Follow(scene)
    found.propose()
    return found
