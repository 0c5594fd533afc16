"""A question's two sides, ready: Nadia has the dossier and may ask."""

import pytest

from tests.kernel.consulting.asked import Asked
from tests.kernel.scene import Scene


@pytest.fixture
def asked(scene: Scene) -> Asked:
    """Nadia's dossier, from which nothing was asked yet."""
    scene.give()
    return Asked(scene)
