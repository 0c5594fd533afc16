"""Where a server's data live: in memory for the tests when there is room, never for anything that must last."""

from pathlib import Path

import pytest

from egide.platform.database import places


@pytest.fixture(autouse=True)
def memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that plays the memory, and no address given by hand."""
    for name in ("EGIDE_HOME", "EGIDE_TEST_HOME", "EGIDE_BENCH_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(places, "_MEMORY_ROOT", tmp_path)
    monkeypatch.setattr(places, "_MEMORY_WANTED", 1)
    return tmp_path


def test_the_tests_live_in_memory_where_there_is_room(memory: Path) -> None:
    assert places.home("test").parent == memory


@pytest.mark.parametrize("name", ["demo", "bench"])
def test_what_must_last_never_does(name: str, memory: Path) -> None:
    assert memory not in places.home(name).parents


def test_the_tests_live_on_the_disk_where_there_is_none(
    memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "_MEMORY_WANTED", 2**80)

    assert memory not in places.home("test").parents


def test_a_folder_given_by_hand_prevails(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EGIDE_TEST_HOME", "/srv/tests")

    assert places.home("test") == Path("/srv/tests")


def test_it_keeps_the_folder_that_it_began_with(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places.home("test").mkdir()
    monkeypatch.setattr(places, "_MEMORY_WANTED", 2**80)

    assert places.home("test").parent == memory
