"""Every identifier of the glossary is a word of the code, and each French term has one line.

That a word of the code is missing from the glossary, only a reader can see.
"""

import re

from tests.docs.documents import ROOT, rows

LINES = rows(ROOT / "docs/glossary.md")
CODE = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("egide/**/*.py"))
WORDS = set(re.findall(r"\w+", CODE))


def test_an_identifier_is_a_word_of_the_code() -> None:
    named = [identifier for cells in LINES for identifier in re.findall(r"`([^`]+)`", cells[1])]

    assert len(named) >= len(LINES) > 50
    strange = [identifier for identifier in named if identifier not in WORDS]
    assert [identifier for identifier in strange if not re.search(rf"\b{identifier}\b", CODE)] == []


def test_a_term_has_one_line() -> None:
    terms = [cells[0] for cells in LINES]

    assert sorted(term for term in set(terms) if terms.count(term) > 1) == []


def test_a_line_has_its_four_cells() -> None:
    assert [cells for cells in LINES if len(cells) != 4 or not all(cells[:3])] == []


def test_complaint_is_never_used_alone() -> None:
    # The trap: three meanings, three identifiers.
    assert re.findall(r"(?m)^\s*(?:class|def) [Cc]omplaint\b", CODE) == []
