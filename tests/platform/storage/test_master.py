"""The master key: accepted from a private file or the environment, refused in words otherwise."""

import base64
import os
from pathlib import Path

import pytest
from pytest_django import Settings

from egide.platform.storage.master import MasterKeyProblem, load_master_key, make_master_key


@pytest.fixture
def key_file(settings: Settings, tmp_path: Path) -> Path:
    path = tmp_path / "secrets" / "master.key"
    settings.MASTER_KEY, settings.MASTER_KEY_FILE = "", str(path)
    make_master_key(path)
    return path


def test_it_makes_a_private_file_and_reads_it(key_file: Path) -> None:
    assert key_file.stat().st_mode & 0o777 == 0o600
    assert key_file.parent.stat().st_mode & 0o777 == 0o700
    assert load_master_key() == base64.b64decode(key_file.read_text())


def test_it_never_overwrites_a_key(key_file: Path) -> None:
    before = key_file.read_bytes()

    with pytest.raises(FileExistsError):
        make_master_key(key_file)
    assert key_file.read_bytes() == before


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o610])
def test_it_refuses_a_file_that_others_can_read(key_file: Path, mode: int) -> None:
    key_file.chmod(mode)

    with pytest.raises(MasterKeyProblem, match="lisible par d’autres") as refusal:
        load_master_key()
    assert f"chmod 600 {key_file}" in str(refusal.value)


def test_it_names_the_file_that_is_missing(key_file: Path) -> None:
    key_file.unlink()

    with pytest.raises(MasterKeyProblem, match="introuvable"):
        load_master_key()


def test_it_prefers_the_environment(key_file: Path, settings: Settings) -> None:
    key = os.urandom(32)
    settings.MASTER_KEY = base64.b64encode(key).decode()

    assert load_master_key() == key


@pytest.mark.parametrize("text", ["pas du base64 !", base64.b64encode(b"court").decode(), "é" * 44])
def test_it_refuses_a_malformed_key_without_repeating_it(settings: Settings, text: str) -> None:
    settings.MASTER_KEY = text

    with pytest.raises(MasterKeyProblem) as refusal:
        load_master_key()
    assert text not in str(refusal.value)


def test_it_refuses_a_file_of_random_bytes(key_file: Path) -> None:
    key_file.write_bytes(b"\xff\xfe" * 16)

    with pytest.raises(MasterKeyProblem, match="base64"):
        load_master_key()
