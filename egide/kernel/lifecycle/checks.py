"""Django system checks: the declarations of every module hold together, or the start is refused.

Unreachable state, dead end, transition without role, deadline without source, letter without template…
What the pure declarations cannot see is checked here too: files that are missing, functions that do not exist.
"""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register

from egide.kernel import registry
from egide.kernel.wordings.originals import template_of, wording_of
from egide.law.modules import Module
from egide.platform.typesetting.errors import MergeFailed
from egide.platform.typesetting.wording import Wording


@register()
def declarations_are_sound(app_configs: object = None, **kwargs: Any) -> list[CheckMessage]:
    """Will report each problem that a module finds in its own declarations."""
    found = [problem for module in registry.modules() for problem in module.problems()]
    return [Error(problem, id="egide.E001") for problem in found]


@register()
def declared_things_exist(app_configs: object = None, **kwargs: Any) -> list[CheckMessage]:
    """Will report each letter without its files, and each function that a module names and nobody wrote."""
    found = [problem for module in registry.modules() for problem in (*_letters(module), *_functions(module))]
    return [Error(problem, id="egide.E002") for problem in found]


def _letters(module: Module) -> Iterator[str]:
    for letter in module.letters:
        name = f"Module «\u00a0{module.code}\u00a0»\u00a0: lettre «\u00a0{letter.code}\u00a0»"
        if not template_of(module, letter.code).is_file():
            yield f"{name}, gabarit introuvable."
        try:
            Wording.read(wording_of(module, letter.code))
        except (OSError, MergeFailed):
            yield f"{name}, libellé introuvable ou mal écrit."


def _functions(module: Module) -> Iterator[str]:
    for path in filter(None, (module.facts_builder, module.letter_fields, module.summary)):
        try:
            registry.resolve(path)
        except (ImportError, AttributeError, ValueError):
            yield f"Module «\u00a0{module.code}\u00a0»\u00a0: fonction «\u00a0{path}\u00a0» introuvable."
