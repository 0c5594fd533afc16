"""From a wording that a jurist edits to blocks, without a value ever becoming structure."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egide.platform.typesetting.blocks import Block, merged, parse, runs, unparse
from egide.platform.typesetting.errors import MergeFailed
from egide.platform.typesetting.merge import fields_of, merge
from egide.platform.typesetting.wording import Wording

TEXT = """objet : Accusé – {{ numero }}
appel : Madame, Monsieur,
formule : Veuillez agréer nos salutations.
---
Reçu le {{ date }}.

# Précisions

- {{ precisions }}
- la date

> Article 1 : citation

| Étape | Date
| Réponse | {{ date }}

! Avis"""
FIELDS: dict[str, Any] = {"numero": "INT-1", "date": "16 mars 2026", "precisions": ["a", "b"]}


def test_it_reads_the_header_the_blocks_and_the_fields() -> None:
    wording = Wording.parse(TEXT)

    assert wording.salutation == "Madame, Monsieur,"
    assert [block.kind for block in wording.blocks] == [
        "paragraph", "heading", "list", "quotation", "table", "notice",
    ]  # fmt: skip
    assert set(wording.fields) == {"numero", "date", "precisions"}


def test_it_fills_the_fields_and_a_list_becomes_as_many_items() -> None:
    letter = Wording.parse(TEXT).filled(FIELDS)

    assert letter.subject == "Accusé – INT-1"
    assert letter.blocks[0].lines == ("Reçu le 16 mars 2026.",)
    assert letter.blocks[2].lines == ("a", "b", "la date")
    assert letter.blocks[4].data()["rows"][1] == [[{"text": "Réponse"}], [{"text": "16 mars 2026"}]]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"numero": None}, "«\u00a0numero\u00a0» n’existe pas"),
        ({"date": ["a", "b"]}, "«\u00a0date\u00a0» est une liste"),
    ],
)
def test_it_refuses_a_field_that_is_missing_or_misplaced(change: dict[str, Any], words: str) -> None:
    fields = {name: value for name, value in (FIELDS | change).items() if value is not None}

    with pytest.raises(MergeFailed, match=words):
        Wording.parse(TEXT).filled(fields)


@pytest.mark.parametrize(
    "text", ["{{ a", "a }}", "{{ A }}", "{{ a.b }}", "{{ a | b }}", "{{}}", "{{ 1a }}", "{{{ a }}}x}}"]
)
def test_it_refuses_badly_written_fields(text: str) -> None:
    with pytest.raises(MergeFailed, match="mal écrit"):
        fields_of(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("objet : x\nappel : y\nformule : z\n\nTexte", "«\u00a0---\u00a0»"),
        ("objet : x\nappel : y\n---\nTexte", "formule"),
        ("objet : x\nappel : y\nformule : z\nautre : t\n---\nTexte", "«\u00a0autre\u00a0»"),
    ],
)
def test_it_refuses_a_header_that_is_not_whole(text: str, words: str) -> None:
    with pytest.raises(MergeFailed, match=words):
        Wording.parse(text)


def test_a_block_left_empty_by_its_value_disappears() -> None:
    assert merged(parse("Avant\n\n{{ rien }}\n\nAprès"), {"rien": " "}) == parse("Avant\n\nAprès")


@given(st.text(max_size=200))
def test_a_value_never_opens_a_block_a_field_or_italics(value: str) -> None:
    fields = {"valeur": value, "autre": "{{ valeur }}"}
    blocks = merged(parse("Avant {{ valeur }} après\n\n{{ autre }}"), fields)

    assert [block.kind for block in blocks] == ["paragraph", "paragraph"]
    assert all(run.get("style") != "italic" for line in blocks[0].lines for run in runs(line))
    assert blocks[1].lines == ("{{ valeur }}",)
    assert [block.kind for block in parse(unparse(blocks))] == ["paragraph", "paragraph"]


@given(st.text(alphabet="ab -_>|#!\\\n", max_size=80))
def test_editing_as_text_changes_nothing(text: str) -> None:
    blocks = parse(text)

    assert parse(unparse(blocks)) == blocks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "le _Code des professions_ (c. C-26)",
            [("le ", ""), ("Code des professions", "italic"), (" (c. C-26)", "")],
        ),
        ("jean_paul_roy@x.test", [("jean_paul_roy@x.test", "address")]),
        ("voir https://x.test/a_b_c.", [("voir ", ""), ("https://x.test/a_b_c", "address"), (".", "")]),
        (r"\_tel quel\_", [("_tel quel_", "")]),
        ("_", [("_", "")]),
        ("", [("", "")]),
    ],
)
def test_it_marks_italics_and_addresses(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(run["text"], run.get("style", "")) for run in runs(text)] == expected


def test_merge_is_plain_substitution() -> None:
    assert merge("{{a}} {{ a }} {{  b  }}", {"a": "x", "b": "{{ a }}", "unused": "z"}) == "x x {{ a }}"


def test_a_block_of_several_lines_is_one_paragraph() -> None:
    assert parse("a\nb\n\nc") == (Block("paragraph", ("a\nb",)), Block("paragraph", ("c",)))
