"""Every file, folder, link and command that a document names is there.

A document that lies about a path is worse than none.
"""

import re
import shlex
from pathlib import Path

import click
import pytest

from egide.interfaces.commands.main import egide
from tests.docs.documents import DOCUMENTS, ROOT, commands, inline_code, links, name

PLACES = (
    "egide/",
    "tests/",
    "script/",
    "docs/",
    "requirements/",
    ".ci/",
    "pyproject.toml",
    "CONTRIBUTING.md",
)
CITED = re.compile(r"docs/[a-z][a-z0-9_/.-]*[a-z0-9]")
# What stands for a name to choose, and several files at once.
OPEN = re.compile(r"[<…*{]")


def _paths(document: Path) -> list[str]:
    # A test is cited as file::test; tests/consistency checks that the test itself exists.
    words = (
        word.rstrip(".,;:").partition("::")[0] for code in inline_code(document) for word in code.split()
    )
    return [word for word in words if word.startswith(PLACES) and not OPEN.search(word)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_a_link_leads_somewhere(document: Path) -> None:
    assert [target for target in links(document) if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_a_path_exists(document: Path) -> None:
    assert [path for path in _paths(document) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_a_command_is_understood(document: Path) -> None:
    assert [problem for code in commands(document) if (problem := _misunderstood(code))] == []


def test_an_unknown_command_would_be_seen() -> None:
    assert _misunderstood("egide fly")
    assert _misunderstood("egide verify --quickly")
    assert _misunderstood("script/fly")
    assert not _misunderstood("egide verify --since 2026-01-01")


def test_a_document_that_the_code_cites_exists() -> None:
    sources = (*ROOT.glob("egide/**/*.py"), *ROOT.glob("tests/**/*.py"), *ROOT.glob("script/*"))
    cited = {path for source in sources for path in CITED.findall(source.read_text(encoding="utf-8"))}

    # A page may be cited by the beginning of its name: « docs/decisions/0003 ».
    assert sorted(path for path in cited if not list(ROOT.glob(f"{path}*"))) == []


def test_the_pictures_are_shown() -> None:
    shown = {(document.parent / target).resolve() for document in DOCUMENTS for target in links(document)}

    assert [name(picture) for picture in ROOT.glob("docs/images/*") if picture not in shown] == []


def _misunderstood(code: str) -> str:
    try:
        words = shlex.split(code)
    except ValueError:
        return ""
    while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
        words = words[1:]
    if not words:
        return ""
    first, *rest = words
    if first.startswith("script/"):
        return "" if (ROOT / first).exists() else code
    if first in {"egide", ".venv/bin/egide"} and rest:
        return "" if _known(egide, rest) else code
    return ""


def _known(group: click.Command, words: list[str]) -> bool:
    context = click.Context(group)
    asked = next((word for word in words if not word.startswith("-")), "")
    if isinstance(group, click.Group) and asked and words[0] == asked:
        command = group.get_command(context, asked)
        return command is not None and _known(command, words[1:])
    options = {option for parameter in group.get_params(context) for option in parameter.opts}
    return all(word.partition("=")[0] in options for word in words if word.startswith("--"))
