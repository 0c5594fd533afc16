"""The real clock, for a test whose server runs in a process of its own: `from tests.clocks import clock`.

It takes the place of the fixture that stops the house's clock: what that one writes would one day be over there.
"""

import pytest


@pytest.fixture(autouse=True)
def clock() -> None:
    """Time passes."""
