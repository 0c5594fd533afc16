"""Django system checks: the declarations of every module hold together, or the start is refused.

Unreachable state, dead end, transition without role, deadline without source, letter without template…
"""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from egide.kernel import registry


@register()
def declarations_are_sound(app_configs: object = None, **kwargs: Any) -> list[CheckMessage]:
    """Will report each problem that a module finds in its own declarations."""
    found = [problem for module in registry.modules() for problem in module.problems()]
    return [Error(problem, id="egide.E001") for problem in found]
