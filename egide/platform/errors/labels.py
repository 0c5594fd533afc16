"""The French labels of what a form sends, read from the forms themselves: no table is kept by hand.

The forms of the view that was asked speak first; then all forms that the house has loaded, and what is declared
elsewhere (the fields of the transitions).
"""

import inspect
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from django.forms import BaseForm
from django.http import HttpRequest

_declared: dict[str, str] = {}


def declare(labels: Mapping[str, str]) -> None:
    """Will take labels that no form class carries: fields that are drawn from declarations."""
    _declared.update(labels)
    _everywhere.cache_clear()


def labels_for(request: HttpRequest) -> dict[str, str]:
    """Will return the label of each name, as the page that sent it most likely showed it."""
    match = request.resolver_match
    view = inspect.unwrap(match.func) if match is not None else None
    module = sys.modules.get(getattr(view, "__module__", ""))
    near = [form for form in vars(module).values() if _is_form(form)] if module is not None else []
    return {**_everywhere(), **_labels(near)}


@cache
def _everywhere() -> dict[str, str]:
    """The label that most forms give to a name; what is declared where none does."""
    return {**_declared, **_labels(list(_all(BaseForm)))}


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
