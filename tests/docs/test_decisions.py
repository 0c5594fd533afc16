"""The index of decisions lists every page once, and each page has the shape that a reader expects.

What a decision says is for people to judge.
"""

import re
from pathlib import Path

import pytest

from tests.docs.documents import ROOT, links, name

FOLDER = ROOT / "docs/decisions"
PAGES = sorted(FOLDER.glob("[0-9]*.md"))


def test_the_index_lists_every_page_once_and_in_order() -> None:
    listed = [link for link in links(FOLDER / "README.md") if link.endswith(".md")]

    assert listed == [page.name for page in PAGES]


def test_numbers_follow_each_other() -> None:
    assert [int(page.name[:4]) for page in PAGES] == list(range(1, len(PAGES) + 1))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_page_says_its_number_the_context_the_choice_and_what_was_rejected(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert text.startswith(f"# {page.name[:4]}. ")
    assert re.findall(r"(?m)^## (Context|Choice|Rejected)$", text) == ["Context", "Choice", "Rejected"]
