"""Canonical JSON: one spelling for equal data, a refusal for what has no single spelling.

Pure: no database.
"""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egide.platform.journal.canonical import canonical
from egide.platform.journal.chains import access_chain, dossier_chain

SCALARS = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=40)
KEYS = st.text(max_size=10)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
)


def test_it_sorts_keys_and_leaves_letters_as_they_are() -> None:
    assert canonical({"é": "Québec", "b": [1, None, True], "a": {"z": "", "y": 0}}) == (
        '{"a":{"y":0,"z":""},"b":[1,null,true],"é":"Québec"}'
    )


def test_it_escapes_control_characters_so_that_the_line_is_one() -> None:
    assert canonical({"a": "x\n\r\u0000"}) == r'{"a":"x\n\r\u0000"}'


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_equal_data_has_equal_bytes_and_reads_back_equal(data: dict[str, Any]) -> None:
    line = canonical(data)

    assert json.loads(line) == data
    assert canonical(dict(reversed(data.items()))) == line
    assert "\n" not in line
    assert "\r" not in line


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        float("nan"),
        Decimal(1),
        date(2026, 1, 1),
        datetime(2026, 1, 1, tzinfo=UTC),
        b"x",
        {1, 2},
        object(),
    ],
)
def test_it_refuses_what_is_not_text_number_boolean_or_null(value: Any) -> None:
    with pytest.raises(TypeError, match="write it as text"):
        canonical({"a": [{"b": value}]})


@pytest.mark.parametrize("data", [{1: "x"}, {"a": {None: 1}}, ["a"], None])
def test_it_refuses_what_is_not_a_mapping_of_texts(data: Any) -> None:
    with pytest.raises(TypeError, match=r"mapping|keys"):
        canonical(data)


@pytest.mark.parametrize("value", ["x" * 501, 2**53, ["x" * 500] * 200])
def test_it_refuses_what_is_too_large(value: Any) -> None:
    with pytest.raises(ValueError, match=r"note|2\^53|65536"):
        canonical({"a": value})


def test_it_refuses_half_a_character() -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical({"a": "\ud800"})


def test_a_day_of_access_is_a_day_of_the_office() -> None:
    late = datetime(2026, 12, 19, 3, 30, tzinfo=UTC)  # 22 h 30 on the 18th in Montréal and Québec

    assert (
        access_chain("office", late)
        == access_chain("office", date(2026, 12, 18))
        == "access:office:2026-12-18"
    )
    assert dossier_chain(12) == "dossier:12"
    with pytest.raises(ValueError, match="time zone"):
        access_chain("office", late.replace(tzinfo=None))
