"""The scene of the module's tests: the small Office, in a transaction that is rolled back."""

import pytest

from tests.cast import Cast, seed_office


@pytest.fixture
def cast(db: None) -> Cast:
    """The small Office."""
    return seed_office()
