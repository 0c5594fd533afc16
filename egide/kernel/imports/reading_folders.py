"""A tree of a network folder: the plan names its levels; what is deeper is a file of the dossier.

A dossier's old number is its path under the root. Links are told, never followed.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime

from django.utils import timezone

from egide.kernel.imports import folder
from egide.kernel.imports.plan import Plan
from egide.kernel.imports.problems import SourceProblem
from egide.kernel.imports.rows import Row

HIDDEN = (".DS_Store", "Thumbs.db", "desktop.ini")  # what machines leave by themselves


def rows(plan: Plan) -> Iterator[Row]:
    """Will give one line for each folder of the last level, and one for each file that stands above it."""
    if not plan.path.is_dir() or plan.path.is_symlink():
        raise SourceProblem("le dossier à reprendre n’est pas là.")
    for place, row in enumerate(_level(plan, "", 0), start=1):
        yield Row(place=place, values=row.values, files=row.files, problem=row.problem, kind=row.kind)


def _level(plan: Plan, under: str, depth: int) -> Iterator[Row]:
    for name, kind in _entries(plan, under):
        path = f"{under}/{name}" if under else name
        if kind != "folder":
            if name not in HIDDEN:
                words = f"«\u00a0{path}\u00a0» est au-dessus des dossiers\u00a0: il n’est repris nulle part."
                linked = f"«\u00a0{path}\u00a0» est un lien, qui n’est pas suivi."
                yield Row(place=0, problem=linked if kind == "link" else words,
                          kind="path" if kind == "link" else "outside")  # fmt: skip
        elif depth + 1 < len(plan.levels):
            yield from _level(plan, path, depth + 1)
        else:
            yield _dossier(plan, path)


def _dossier(plan: Plan, path: str) -> Row:
    files, problem, newest = [], "", 0.0
    for inside, kind in folder.walk(plan.path / path):
        if inside.rsplit("/", 1)[-1] in HIDDEN:
            continue
        if kind != "file":
            problem = (
                problem
                or f"«\u00a0{path}/{inside}\u00a0» est un lien ou ne se lit pas\u00a0: il n’est pas suivi."
            )
            continue
        files.append(f"{path}/{inside}")
        newest = max(newest, os.stat(plan.path / path / inside, follow_symlinks=False).st_mtime)
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return Row(place=0, problem="Le nom d’un dossier ne se lit pas.", kind="path")
    if problem:
        return Row(place=0, problem=problem, kind="path")
    steps = path.split("/")
    word = next((step for step, level in zip(steps, plan.levels, strict=True) if level == "class"), "")
    day = timezone.localdate(datetime.fromtimestamp(newest, UTC)).isoformat() if newest else ""
    return Row(
        place=0,
        values={
            "number": path,
            "title": steps[-1],
            "class": word.split()[0] if plan.class_word == "first" and word.split() else word,
            "files": "",
            "modified_on": day,
        },
        files=tuple(files),
    )


def _entries(plan: Plan, under: str) -> list[tuple[str, str]]:
    try:
        with os.scandir(plan.path / under) as entries:
            return sorted((entry.name, _kind(entry)) for entry in entries)
    except OSError as error:
        raise SourceProblem(f"le dossier «\u00a0{under or '.'}\u00a0» ne se lit pas.") from error


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "link"
    return "folder" if entry.is_dir(follow_symlinks=False) else "file"
