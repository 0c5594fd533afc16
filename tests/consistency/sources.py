"""The product's own files, read once: what the guards of this folder look at.

Migrations are apart: generated, or SQL; vendored scripts and styles are not ours.
"""

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "egide"


@dataclass(frozen=True)
class Source:
    """One Python file."""

    name: str  # "egide/kernel/gate/pages.py"
    text: str
    tree: ast.Module

    def within(self, *folders: str) -> bool:
        """Will tell whether the file is in one of these folders of the product."""
        return any(self.name.startswith(f"egide/{folder}/") for folder in folders)


@functools.cache
def sources() -> tuple[Source, ...]:
    """Will return the product's Python files, empty ones and migrations apart."""
    return tuple(_read())


@functools.cache
def templates() -> tuple[Path, ...]:
    """Will return the product's HTML templates."""
    return tuple(sorted(PRODUCT.glob("**/templates/**/*.html")))


def template_name(path: Path) -> str:
    """Will return the name by which a template is asked for."""
    return path.as_posix().rpartition("/templates/")[2]


def calls(source: Source) -> Iterator[ast.Call]:
    """Will return every call of a file."""
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))


def texts(source: Source) -> Iterator[ast.Constant]:
    """Will return the strings of a file, docstrings apart."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    documents = {
        id(node.body[0].value)
        for node in ast.walk(source.tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node


def _read() -> Iterator[Source]:
    for path in sorted(PRODUCT.glob("**/*.py")):
        text = path.read_text(encoding="utf-8")
        if "migrations" not in path.parts and text.strip():
            yield Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text))
