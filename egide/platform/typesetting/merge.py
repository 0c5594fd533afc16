"""Puts fields into a wording: `{{ champ }}` and nothing else, neither condition nor loop nor filter.

Serves the staff who edit wordings without a developer. Values are never read as structure or as fields.
"""

import re
from collections.abc import Mapping, Sequence

from egide.platform.typesetting.errors import MergeFailed

Fields = Mapping[str, str | Sequence[str]]

_FIELD = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")
_BRACES = re.compile(r"\{\{|\}\}")


def fields_of(wording: str) -> tuple[str, ...]:
    """Will list the fields that a wording asks for, once each, in their order.

    :raises MergeFailed: a brace is not closed or a name is not a field's name.
    """
    if _BRACES.search(_FIELD.sub("", wording)):
        raise MergeFailed(
            "Un champ du libellé est mal écrit\u00a0: la forme attendue est «\u00a0{{ champ }}\u00a0»."
        )
    return tuple(dict.fromkeys(_FIELD.findall(wording)))


def merge(wording: str, fields: Fields) -> str:
    """Will return the wording with every `{{ champ }}` replaced by its value, as it stands.

    :raises MergeFailed: a field is unknown, is a list, or the braces are wrong. Unused fields are accepted.
    """
    for name in fields_of(wording):
        if not isinstance(_value(name, fields), str):
            raise MergeFailed(
                f"Le champ «\u00a0{name}\u00a0» est une liste\u00a0: il se place seul après un tiret."
            )
    return _FIELD.sub(lambda match: str(fields[match[1]]), wording)


def merge_item(item: str, fields: Fields) -> list[str]:
    """Will merge one item of a list; an item that is a single list field becomes that many items."""
    alone = _FIELD.fullmatch(item.strip())
    if alone:
        value = _value(alone[1], fields)
        return [value] if isinstance(value, str) else list(value)
    return [merge(item, fields)]


def _value(name: str, fields: Fields) -> str | Sequence[str]:
    if name not in fields:
        raise MergeFailed(f"Le champ «\u00a0{name}\u00a0» n’existe pas pour cette lettre.")
    return fields[name]
