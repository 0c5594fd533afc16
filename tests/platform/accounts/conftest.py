"""The addresses of these tests, and a browser without screen that is itself a client of the site.

`web` answers inside the test's transaction: what a request commits is kept until the end of the test.
"""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.database import Pair
from tests.platform.accounts.doors import Browser


@pytest.fixture(autouse=True)
def addresses(settings: Settings) -> None:
    """Will serve the addresses of tests/platform/accounts/urls.py."""
    settings.ROOT_URLCONF = "tests.platform.accounts.urls"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def web(db: None) -> Browser:
    """A browser that nobody has signed in yet."""
    return Browser(Client(HTTP_USER_AGENT="Essai/1.0"))


@pytest.fixture
def committing(fresh: Pair) -> Browser:
    """The same over its own databases, for what happens at the commit in the middle of a request."""
    return Browser(Client(HTTP_USER_AGENT="Essai/1.0"))
