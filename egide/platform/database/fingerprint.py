"""A short hash of everything that shapes the schema: equal hash, nothing to migrate.

Used by the demonstration (skip the migrations) and by the tests (reuse the template database).
"""

import ast
import hashlib
from collections.abc import Iterator
from pathlib import Path

from egide.platform.database.places import CHECKOUT

_PINNED = (
    "requirements/runtime.txt",
    "egide/config/settings.py",
    "egide/config/settings_people.py",
    "egide/interfaces/commands/migrating.py",  # how they are applied
)
_HASH_LENGTH = 10


def fingerprint(checkout: Path = CHECKOUT) -> str:
    """Will return the hash of the migrations, of what they import, of what applies them, of the dependencies."""
    migrations = sorted(checkout.glob("egide/**/migrations/*.py"))
    files = {*migrations, *(checkout / name for name in _PINNED)}
    for migration in migrations:
        files.update(_imported(migration, checkout))
    files.update((checkout / "egide/platform/database").glob("*.py"))
    files.update(checkout.glob("egide/**/*.sql"))
    total = hashlib.sha256()
    for path in sorted(files):
        if path.is_file():
            total.update(str(path.relative_to(checkout)).encode() + path.read_bytes())
    return total.hexdigest()[:_HASH_LENGTH]


def _imported(migration: Path, checkout: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(migration.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            # What is imported from a package may be a module of it.
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            if name.startswith("egide."):
                yield (checkout / name.replace(".", "/")).with_suffix(".py")
                yield checkout / name.replace(".", "/") / "__init__.py"
