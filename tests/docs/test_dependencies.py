"""Every direct dependency has exactly one line of justification, with its licence, and no other has one.

Source: pyproject.toml; the Debian packages are those that script/setup installs.
"""

import re
import tomllib

from tests.docs.documents import ROOT, rows

LINES = rows(ROOT / "docs/dependencies.md")
LISTED = [cell[0].strip("`") for cell in LINES if cell[0].startswith("`") and len(cell) == 3]
FONTS = {"egide/ui/static/ui/fonts/", "egide/platform/typesetting/fonts/"}


def _declared() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return [re.match(r"[A-Za-z0-9_-]+", line)[0] for line in wanted]  # type: ignore[index]


def test_each_dependency_has_one_line() -> None:
    debian = {package for _, package in _debian()} | {"python3-venv"}

    assert sorted(set(LISTED) - FONTS - debian) == sorted(_declared())
    assert len(LISTED) == len(set(LISTED))


def test_each_line_says_why_and_under_which_licence() -> None:
    assert [cells for cells in LINES if not all(cells)] == []


def test_each_debian_package_of_the_set_up_has_its_line() -> None:
    assert {package for _, package in _debian()} <= set(LISTED)


def test_the_pinned_lists_hold_each_dependency_and_no_address() -> None:
    pinned = (ROOT / "requirements/all.txt").read_text(encoding="utf-8")

    assert [one for one in _declared() if not re.search(rf"(?m)^{one}(\[[a-z,]+\])?==", pinned)] == []
    assert "://" not in pinned


def _debian() -> list[tuple[str, str]]:
    text = (ROOT / "script/setup").read_text(encoding="utf-8")
    found = re.findall(r"(?m)^ *need_program (\S+) (\"[^\"]+\"|\S+)(?: \S+)?$", text)
    return [(program, package) for program, several in found for package in several.strip('"').split()]
