"""The documents agree with the code: dependencies justified, words of the glossary used, links that lead somewhere.

Also the threat model: each test that it names exists.
"""

import re
import tomllib
from pathlib import Path

import pytest

from tests.consistency.sources import ROOT, sources

DOCS = sorted([*ROOT.glob("*.md"), *(path for path in ROOT.glob("docs/**/*.md"))])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
THREATS = ROOT / "docs" / "threat-model.md"


def packages(lines: list[str]) -> set[str]:
    """Will return the names of requirements, without extras and versions."""
    return {re.split(r"[\[<>=~! ]", line)[0].lower() for line in lines}


def wanted() -> set[str]:
    project = PROJECT["project"]
    return packages(project["dependencies"]) | packages(project["optional-dependencies"]["dev"])


@pytest.mark.skipif(
    not (ROOT / "docs/dependencies.md").exists(), reason="docs/dependencies.md is not written yet"
)
def test_every_dependency_is_justified_and_nothing_else_is() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    text = text.partition("## Debian packages")[0]
    rows = {match.lower() for match in re.findall(r"^\| `([A-Za-z0-9_.-]+)`", text, re.M)}

    assert wanted() - rows == set(), "Une ligne par dépendance : pourquoi elle est là."
    assert rows - wanted() == set(), "Cette dépendance n’est plus demandée : retirez sa ligne."


@pytest.mark.skipif(not (ROOT / "docs/glossary.md").exists(), reason="docs/glossary.md is not written yet")
def test_the_glossary_names_identifiers_that_exist() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = [row.split("|") for row in text.splitlines() if row.startswith("| ") and "---" not in row]
    named = {word for row in rows for word in re.findall(r"`([A-Za-z_]+)`", row[2])}
    words = {word for source in sources() for word in re.findall(r"\w+", source.text)}

    assert len(named) > 30
    assert named - words == set()


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_link_leads_to_a_file_of_the_project(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
    own = [link for link in links if not re.match(r"[a-z]+:", link)]

    assert [link for link in own if not (path.parent / link).exists()] == []


def test_each_test_that_the_threat_model_names_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", THREATS.read_text(encoding="utf-8"))
    missing = [
        f"{file}::{test}"
        for file, test in named
        if not (ROOT / file).exists()
        or (test and f"def {test}(" not in (ROOT / file).read_text(encoding="utf-8"))
    ]

    assert len(named) > 30
    assert missing == []
