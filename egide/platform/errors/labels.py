"""The French labels of what a form sends, read from the forms themselves: no table is kept by hand.

The forms of the view that was asked speak first; then what is declared elsewhere (the fields of the transitions), and
all forms that the house has loaded.
"""

import inspect
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest

# What an address says of it: the arguments of the address to the labels of its fields.
Addressed = Callable[[Mapping[str, Any]], Mapping[str, str]]
_declared: dict[str, str] = {}
_addressed: list[Addressed] = []


def declare(labels: Mapping[str, str], *, addressed: Addressed | None = None) -> None:
    """Will take labels that no form class carries: fields that are drawn from declarations.

    `addressed` tells those of one address, where the same name is said otherwise elsewhere.
    """
    _declared.update(labels)
    _addressed[:] = [addressed] if addressed is not None else []
    _everywhere.cache_clear()


def labels_for(request: HttpRequest) -> dict[str, str]:
    """Will return the label of each name, as the page that sent it most likely showed it."""
    match = request.resolver_match
    view = inspect.unwrap(match.func) if match is not None else None
    module = sys.modules.get(getattr(view, "__module__", ""))
    near = [form for form in vars(module).values() if _is_form(form)] if module is not None else []
    arguments = match.kwargs if match is not None else {}
    here = {name: label for told in _addressed for name, label in told(arguments).items()}
    return {**_everywhere(), **_labels(near), **here}


@cache
def _everywhere() -> dict[str, str]:
    """What is declared of a name; the label that most forms give to it where nothing is."""
    return {**_labels(list(_all(BaseForm))), **_declared}


def _labels(forms: list[type[BaseForm]]) -> dict[str, str]:
    said: dict[str, Counter[str]] = {}
    for form in forms:
        fields = getattr(form, "base_fields", None) or {}
        for name, field in fields.items():
            if field.label:
                said.setdefault(name, Counter())[str(field.label)] += 1
    return {name: labels.most_common(1)[0][0] for name, labels in said.items()}


def _all(form: type[BaseForm]) -> Iterator[type[BaseForm]]:
    for one in form.__subclasses__():
        if one.__module__.startswith("egide."):
            yield one
        yield from _all(one)


def _is_form(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, BaseForm)
