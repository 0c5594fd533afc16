"""Makes an undefined variable in one of our templates a failure, and not a silent blank.

Templates of Django and of allauth rely on blanks: they keep them.
"""

import inspect
from pathlib import Path

OURS = Path(__file__).resolve().parents[1] / "egide"


class UndefinedVariable(AssertionError):
    """A template of Égide uses a variable that its page object does not give."""


class RefuseUndefined(str):
    """Stands as the engine's `string_if_invalid`, which the engine formats with the variable's name."""

    __slots__ = ()

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __bool__(self) -> bool:
        return True

    def __mod__(self, variable: object) -> str:
        origin = _template_being_rendered()
        if origin is None or origin.is_relative_to(OURS):
            raise UndefinedVariable(f"Undefined variable « {variable} » in {origin or 'a template'}")
        return ""


def _template_being_rendered() -> Path | None:
    # The innermost node that knows its origin is the one that asked for the variable.
    for frame in inspect.stack(context=0)[2:]:
        if frame.function in {"render", "render_annotated"}:
            origin = getattr(frame.frame.f_locals.get("self"), "origin", None)
            if name := getattr(origin, "name", None):
                return Path(name)
    return None
