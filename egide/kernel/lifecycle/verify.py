"""`egide verify`: everything that must still agree, as a stream of French sentences; nothing when all is well.

Runs as the owner. Chains and seals by the journal; states, deadlines and stored hashes by the kernel.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time

from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.replaying import dossiers_problems
from egide.kernel.measures.verifying import measures_problems
from egide.platform.errors.failures import NotVisible
from egide.platform.journal import verification

# Told how many dossiers were replayed, of how many; the journal counts for one.
Progress = Callable[[int, int], None]


def run(*, number: str | None, since: date | None, progress: Progress) -> Iterator[str]:
    """Will yield one sentence per fault found.

    :raises NotVisible: no dossier has this number.
    """
    dossier = _dossier(number) if number else None
    instant = datetime.combine(since, time(), tzinfo=UTC) if since else None
    total = 1 + (1 if number else Dossier.objects.count())
    progress(0, total)
    report = verification.verify(dossier=dossier, since=instant)
    yield from (f"Journal : {finding}." for finding in report.findings)
    if report.found > len(report.findings):
        yield f"Journal : {report.found - len(report.findings)} autres anomalies."
    progress(1, total)
    yield from dossiers_problems(number, progress=lambda done: progress(min(1 + done, total), total))
    yield from measures_problems(number)
    progress(total, total)


def _dossier(number: str) -> int:
    found = Dossier.objects.filter(number=number.upper()).values_list("pk", flat=True).first()
    if found is None:
        raise NotVisible(f"Aucun dossier ne porte le numéro {number}.")
    return found
