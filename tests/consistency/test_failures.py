"""Every failure says in French what happened, what was not lost and whom to ask.

Found in the loaded code: a new failure anywhere is checked without an edit here.
"""

import importlib
import pkgutil
import re

import pytest

import egide
from egide.platform.errors.failures import HouseFailure


def everything_loaded() -> None:
    for module in pkgutil.walk_packages(egide.__path__, "egide."):
        if ".migrations" not in module.name and not module.name.endswith(
            ("__main__", "wsgi", "settings", "settings_test")
        ):
            importlib.import_module(module.name)


def failures(base: type[HouseFailure] = HouseFailure) -> list[type[HouseFailure]]:
    return [base, *(found for child in base.__subclasses__() for found in failures(child))]


everything_loaded()


@pytest.mark.parametrize("failure", failures(), ids=lambda failure: failure.__name__)
def test_a_failure_says_what_happened_what_is_kept_and_whom_to_ask(failure: type[HouseFailure]) -> None:
    assert 400 <= failure.status < 600
    assert failure.title
    assert not failure.title.endswith(".")
    for sentence in (failure.kept, failure.ask):
        assert sentence.endswith("."), sentence
        assert not re.search(r"\w'\w", sentence)


def test_there_is_one_for_each_page_of_the_architecture() -> None:
    assert {400, 403, 404, 405, 409, 413, 429, 500, 503} <= {failure.status for failure in failures()}
