"""What every test may ask for: `db` (rolled back, egide_app), `fresh` (its own clone), `live_site`.

Also the two rules of the house: an undefined template variable fails, and when strict so does a skip.
"""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests import bytecode, database, long_files
from tests.templates import RefuseUndefined
from tests.tools import STRICT

# The machine's speed never decides whether a law holds. When strict, the examples drawn are always the same: what is
# refused is refused for what it changed. On a workstation, chance goes on looking.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    derandomize=STRICT,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("house")


# --- Rules ----------------------------------------------------------------------------------------------
def pytest_configure(config: pytest.Config) -> None:
    """Will set the engine's answer to undefined variables before any template is loaded."""
    bytecode.keep()
    gc.disable()  # until everything is collected
    if settings.configured:
        settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = RefuseUndefined()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Will make `db` tests span both databases, refuse the mark that would bypass the role, and put long files first.

    Files stay whole and otherwise in the order that chance gave them: what ends a run is short, and workers that
    have nothing left take a share of it.
    """
    items.sort(key=lambda item: long_files.rank(item.nodeid))
    for item in items:
        if item.get_closest_marker("django_db"):
            raise pytest.UsageError(f"{item.nodeid}: use the fixture `db` or `fresh`, not the mark django_db")
        if "db" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db(databases=database.ALIASES))


def pytest_collection_finish() -> None:
    """Will let the garbage collector forget the house and its thousands of tests, which outlive every test.

    Looking for garbage in them took an eighth of the time, and once more before forgetting them, two seconds.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Will turn a skip into a failure when strict: a check that did not run is not a check that passed."""
    report = yield
    return _strict(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Any:
    """Will do the same for a module that skips itself."""
    report = yield
    return _strict(report)


def _strict(report: Any) -> Any:
    if STRICT and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome, report.longrepr = "failed", f"EGIDE_STRICT=1: {reason}"
    return report


# --- Databases ------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def test_server() -> Iterator[database.TestServer]:
    """The tests' PostgreSQL, started only if a test needs it."""
    with database.test_server() as server:
        yield server


@pytest.fixture(scope="session")
def template(test_server: database.TestServer) -> database.Pair:
    """The migrated, empty template of this schema."""
    return test_server.template()


@pytest.fixture(scope="session")
def django_db_setup(
    test_server: database.TestServer,
    template: database.Pair,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[database.Pair]:
    """This process's own clone, in place of the databases that Django would create."""
    unit = test_server.clone(template, "unit")
    with django_db_blocker.unblock():
        database.point(test_server.host, unit, login="postgres")
        yield unit
        database.point(test_server.host, unit, login="postgres")
    test_server.drop(unit)


@pytest.fixture
def db(db: None) -> None:
    """A transaction on both databases, as egide_app, rolled back at the end; see `database.as_owner`."""
    database.become("egide_app")


@pytest.fixture
def fresh(
    test_server: database.TestServer,
    template: database.Pair,
    django_db_setup: database.Pair,
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[database.Pair]:
    """A clone of one's own, reached by the real login egide_app, where transactions really commit.

    Its seals are exported to a folder of its own: another clone's would look forged.
    """
    monkeypatch.setattr(settings, "SEAL_EXPORT_DIR", str(tmp_path / "seals"))
    monkeypatch.setenv("EGIDE_SEAL_EXPORT_DIR", str(tmp_path / "seals"))
    with django_db_blocker.unblock(), database.fresh_clone(test_server, template, django_db_setup) as pair:
        yield pair


@pytest.fixture
def live_site(fresh: database.Pair) -> Iterator[str]:
    """The address of a real server over `fresh`: http://localhost:<port>."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


@pytest.fixture
def as_owner() -> Callable[[], Any]:
    """The context manager `database.as_owner`, for those who prefer a fixture."""
    return database.as_owner
