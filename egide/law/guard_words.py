"""The sentences that a guard may answer, read in its source: a sheet says them before anyone meets them.
Not a run: no facts are invented; what a guard computes inside its sentence is shown as « … »."""

import ast
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from textwrap import dedent
from typing import Any, TypeVar

Guard = TypeVar("Guard", bound=Callable[..., Any])


def says(*words: str) -> Callable[[Guard], Guard]:
    """Will tell what a guard answers when its sentence comes from its facts, where no source shows it."""

    def told(guard: Guard) -> Guard:
        guard.__dict__["says"] = words
        return guard

    return told


@cache
def sentences(guard: Callable[..., Any]) -> tuple[str, ...]:
    """Will give the French sentences of a guard, in the order written, each once."""
    return tuple(dict.fromkeys(_said(guard, set())))


def _said(guard: Callable[..., Any], seen: set[object]) -> Iterator[str]:
    if guard in seen:
        return
    seen.add(guard)
    yield from guard.__dict__.get("says", ())
    tree = ast.parse(dedent(inspect.getsource(guard)))
    names = {**getattr(guard, "__globals__", {}), **inspect.getclosurevars(guard).nonlocals}
    for node in ast.walk(tree):
        if isinstance(node, ast.Return) and node.value is not None:
            yield from _in(node.value, names, seen)


def _in(value: ast.expr, names: dict[str, Any], seen: set[object]) -> Iterator[str]:
    """The texts that an expression may give; another guard that it calls speaks for it."""
    match value:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else "…" for p in parts)
        case ast.Name(id=name) if isinstance(names.get(name), str):
            yield names[name]
        case ast.IfExp(body=body, orelse=orelse):
            yield from _in(body, names, seen)
            yield from _in(orelse, names, seen)
        case ast.BoolOp(values=values):
            for part in values:
                yield from _in(part, names, seen)
        case ast.Call(func=ast.Name(id=name)) if inspect.isfunction(names.get(name)):
            yield from _said(names[name], seen)
