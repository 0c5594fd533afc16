"""The reconciliation: what the source holds, counted again and hashed again, against what the house keeps.

The kept bytes are read back, decrypted and hashed: a digest in a table would prove only the table.
"""

import hashlib
from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from egide.kernel.imports import folder
from egide.kernel.imports.checking import Checker
from egide.kernel.imports.models import ImportedItem, ImportLine, ImportRun, Outcome
from egide.kernel.imports.plan import Plan
from egide.kernel.imports.problems import SourceProblem
from egide.kernel.imports.rows import Row, rows_of
from egide.kernel.imports.seen import Seen
from egide.kernel.imports.taking import FILE
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Compartment
from egide.platform.storage import store
from egide.platform.storage.errors import StorageProblem
from egide.platform.storage.models import StoredObject

# What a file of the source turns out to be; « lost » and « altered » are faults.
SAME, LEFT, LOST, ALTERED, DESTROYED = "same", "left", "lost", "altered", "destroyed"
LINE_WORDS: dict[str, str] = {
    Outcome.TAKEN: "Lignes reprises",
    Outcome.COMPLETED: "Lignes complétées de nouveaux fichiers",
    Outcome.ALREADY: "Lignes déjà reprises",
    Outcome.DIFFERENT: "Lignes déjà reprises, différentes maintenant",
    Outcome.REFUSED: "Lignes refusées",
}
FILE_WORDS: dict[str, str] = {
    "named": "Fichiers que la source nomme",
    SAME: "Fichiers conservés, relus et identiques (SHA-256)",
    LEFT: "Fichiers non repris, et dits dans le rapport",
    DESTROYED: "Fichiers détruits depuis, par décision",
    LOST: "Fichiers absents de l’entrepôt",
    ALTERED: "Fichiers conservés et différents",
    "unnamed": "Fichiers du dossier que rien ne nomme",
}


def reconcile(
    plan: Plan, *, run: ImportRun, actor: Actor, compartment: Compartment, seen: Seen, now: datetime
) -> dict[str, Any]:
    """Will read the source again and return the counts, and whether they agree."""
    files: Counter[str] = Counter()
    with acting_as(actor, read_only=True):
        checker = Checker(plan, actor=actor, compartment=compartment, seen=seen, now=now, thorough=False)
        lines = dict(ImportLine.objects.filter(run=run).values_list("outcome").annotate(total=Count("pk")))
    reached = 0
    try:
        for row in rows_of(plan):
            reached += 1
            if row.problem:
                continue
            values = checker.values(row)
            paths = checker.paths(row, values)
            if paths:
                _files(checker, run, actor, row, checker.number(values), paths, files)
    except SourceProblem:
        pass  # the run already says why it stopped
    if plan.root != plan.path.parent and plan.format != "folders" and "files" in plan.columns:
        files["unnamed"] = sum(1 for path, _ in folder.walk(plan.root) if not seen.has("path", path))
    settled = sum(lines.values())
    agrees = not files[LOST] and not files[ALTERED] and settled == reached
    return {
        "lines": {"source": reached, **{one: lines.get(one, 0) for one in Outcome.values}},
        "files": {name: files.get(name, 0) for name in FILE_WORDS},
        "bytes": files.get("bytes", 0),
        "agrees": agrees,
    }


def table_of(report: dict[str, Any]) -> list[tuple[str, int]]:
    """Will put the counts in the words of the reports, in their order."""
    lines, files = report.get("lines", {}), report.get("files", {})
    found = [("Lignes de la source", lines.get("source", 0))]
    found += [(words, lines.get(one, 0)) for one, words in LINE_WORDS.items()]
    found += [(words, files.get(name, 0)) for name, words in FILE_WORDS.items()]
    return found


def _files(
    checker: Checker, run: ImportRun, actor: Actor, row: Row, number: str, paths: tuple[str, ...],
    files: Counter[str],
) -> None:  # fmt: skip
    key = hashlib.sha256(number.encode("utf-8", "surrogatepass")).hexdigest()
    with acting_as(actor, read_only=True):
        line = ImportLine.objects.filter(run=run, place=row.place).values_list("outcome", flat=True).first()
        items = ImportedItem.objects.filter(
            compartment_id=run.compartment_id, source=run.source, item=FILE, key=key
        )
        known = dict(items.values_list("sha256", "stored"))
        objects = StoredObject.objects.in_bulk([one for one in known.values() if one])
        for path in paths:
            files["named"] += 1
            files[_judged(checker, path, str(line), known, objects, files)] += 1


def _judged(
    checker: Checker, path: str, line: str, known: dict[str, UUID | None],
    objects: dict[UUID, StoredObject], files: Counter[str],
) -> str:  # fmt: skip
    refused = line == Outcome.REFUSED
    try:
        sha256 = folder.digest(checker.root, path)
    except (folder.Unfit, OSError):
        return LEFT
    stored = objects.get(known.get(sha256) or UUID(int=0))
    if stored is None:
        return LEFT if refused or checker.file_problem(path) else LOST
    if stored.is_destroyed:
        return DESTROYED
    if _kept_digest(stored) != sha256:
        return ALTERED
    files["bytes"] += stored.size
    return SAME


def _kept_digest(stored: StoredObject) -> str:
    found = hashlib.sha256()
    try:
        with store.open_unchecked(stored=stored) as content:
            for piece in content:
                found.update(piece)
    except StorageProblem:
        return ""
    return found.hexdigest()
