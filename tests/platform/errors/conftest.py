"""The error pages over a small table of addresses where each view fails in its own way.

Real requests through the real middleware; nothing is replaced but the addresses.
"""

import pytest
from django.test import Client
from pytest_django import Settings


@pytest.fixture(autouse=True)
def addresses(settings: Settings) -> None:
    """Will serve tests/platform/errors/urls.py."""
    settings.ROOT_URLCONF = "tests.platform.errors.urls"


@pytest.fixture
def web(db: None) -> Client:
    """A browser; a defect is answered as in production, not raised into the test."""
    return Client(raise_request_exception=False)
