"""Canonical JSON: the one spelling of an event's data, so that equal data always has equal bytes.

Serves the hash chain (docs/decisions/0003); no float, no date object, no free text of any length.
"""

import json
from collections.abc import Mapping
from typing import TypeAlias

JsonScalar: TypeAlias = str | int | bool | None
JsonValue: TypeAlias = "JsonScalar | list[JsonValue] | tuple[JsonValue, ...] | Mapping[str, JsonValue]"

# Above this, some JSON readers lose digits: an exported journal must say the same thing to all of them.
LARGEST_INTEGER = 2**53 - 1
LONGEST_STRING = 500
LARGEST_BODY = 65_536  # bytes; journal_append refuses more


def canonical(data: Mapping[str, JsonValue]) -> str:
    """Will spell `data` on one line: keys in code point order, no space, UTF-8 letters as they are.

    :raises TypeError: a float, a date, an object: anything but text, whole number, boolean, null, list, map.
    :raises ValueError: a text over 500 characters, a number beyond 2^53 - 1, more than 65,536 bytes in all.
    """
    if not isinstance(data, Mapping):
        raise TypeError("The data of an event is a mapping.")
    line = json.dumps(_checked(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # A lone surrogate has no UTF-8 form: encode() refuses it here rather than in the database.
    if len(line.encode()) > LARGEST_BODY:
        raise ValueError(f"The data of an event takes at most {LARGEST_BODY} bytes.")
    return line


def _checked(value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _checked_integer(int(value))
    if isinstance(value, str):
        return _checked_string(str(value))
    if isinstance(value, Mapping):
        return {_checked_key(key): _checked(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_checked(item) for item in value]
    raise TypeError(f"An event cannot hold a {type(value).__name__}: write it as text first.")


def _checked_integer(value: int) -> int:
    if abs(value) > LARGEST_INTEGER:
        raise ValueError("An event holds whole numbers up to 2^53 - 1.")
    return value


def _checked_string(value: str) -> str:
    if len(value) > LONGEST_STRING:
        raise ValueError(
            f"A text of more than {LONGEST_STRING} characters belongs in a note, not in the data."
        )
    return value


def _checked_key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError("The keys of an event's data are texts.")
    return _checked_string(key)
