"""The dry run: every line judged, nothing written; what does not fit is told line by line.

It opens the files and asks the reading child which are locked: what the real run would find out later.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from egide.kernel.imports import folder
from egide.kernel.imports.checking import Checker
from egide.kernel.imports.plan import Plan
from egide.kernel.imports.problems import KINDS, SourceProblem
from egide.kernel.imports.rows import Row, rows_of
from egide.kernel.imports.running import Progress, compartment_of, count
from egide.kernel.imports.seen import Seen, Told
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor

FITS, NOTED, REFUSED = "Entre", "Entre, à savoir", "N’entre pas"
STRIDE = 500  # lines judged in one transaction


@dataclass
class Trial:
    """What a dry run found; `kinds` counts what does not fit, by the codes of problems.KINDS."""

    lines: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    files: int = 0
    unnamed: int = 0
    why: str = ""

    def table(self) -> list[tuple[str, int]]:
        """Will put the counts in words, those that are not zero after the totals."""
        found = [("Lignes de la source", sum(self.lines.values()))]
        found += [(f"  {word.lower()}", self.lines[word]) for word in (FITS, NOTED, REFUSED)]
        found += [
            ("Fichiers qui entrent", self.files),
            ("Fichiers du dossier que rien ne nomme", self.unnamed),
        ]
        return found + [(words, self.kinds[code]) for code, words in KINDS.items() if self.kinds[code]]


def try_import(plan: Plan, *, actor: Actor, now: datetime, seen: Seen, progress: Progress) -> Trial:
    """Will judge every line; the lines of the report are left in `seen`.

    :raises PlanProblem: the compartment is unknown or not the actor's.
    :raises SourceProblem: the source cannot be read at all.
    """
    compartment = compartment_of(plan, actor)
    total, trial = count(plan), Trial()
    rows = rows_of(plan)
    with acting_as(actor, read_only=True):
        checker = Checker(plan, actor=actor, compartment=compartment, seen=seen, now=now, thorough=True)
    going = True
    while going:
        with acting_as(actor, read_only=True):
            going = _stride(checker, rows, seen, trial, total, progress)
    if plan.format != "folders" and "files" in plan.columns:
        trial.unnamed = sum(1 for path, _ in folder.walk(plan.root) if not seen.has("path", path))
    return trial


def _stride(
    checker: Checker, rows: Iterator[Row], seen: Seen, trial: Trial, total: int, progress: Progress
) -> bool:
    for _ in range(STRIDE):
        try:
            row = next(rows, None)
        except SourceProblem as problem:
            trial.why = str(problem)
            return False
        if row is None:
            return False
        record = checker.check(row)
        remarks = record.remarks
        outcome = REFUSED if remarks.refusals else NOTED if remarks.notes else FITS
        trial.lines[outcome] += 1
        trial.files += 0 if remarks.refusals else len(record.files)
        for code, words in (*remarks.refusals, *remarks.notes):
            trial.kinds[code] += 1
            seen.tell(Told(place=row.place, key=folder.shown(record.number), outcome=outcome, detail=words))
        progress(row.place, total)
    return True
