"""The steps of one run as they are made: timed, named by their tool, written together at the end.

What a person sees under « lecture du document » is these rows and nothing else.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from egide.kernel.documents.models import DocumentVersion, Step
from egide.kernel.documents.models_reading import StepKind, StepResult
from egide.platform.reading.problems import ReadingProblem, TookTooLong

HOUSE = "Égide"


@dataclass
class Note:
    """One step under way; the block that makes it fills in what it learns."""

    kind: StepKind
    started_at: datetime
    tool: str = HOUSE
    version: str = ""
    result: StepResult = StepResult.DONE
    detail: str = ""
    milliseconds: int = 0

    def failed(self, sentence: str, result: StepResult = StepResult.FAILED) -> None:
        """Will say that the step did not succeed, and why."""
        self.result, self.detail = result, sentence

    def by(self, answer: dict[str, object]) -> None:
        """Will note the tool of an answer."""
        self.tool, self.version = str(answer["tool"])[:40], str(answer["version"])[:40]
        self.detail = str(answer.get("detail") or self.detail)


@dataclass
class Steps:
    """The steps of one run, on the clock of the job."""

    run: int
    now: datetime
    made: list[Note] = field(default_factory=list)
    _zero: float = field(default_factory=time.monotonic)

    @contextmanager
    def step(self, kind: StepKind) -> Iterator[Note]:
        """Will time a step. A problem of reading ends the step, not the run: it is noted and goes on upwards."""
        began = time.monotonic()
        note = Note(kind, started_at=self.now + timedelta(seconds=began - self._zero))
        self.made.append(note)
        try:
            yield note
        except ReadingProblem as problem:
            slow = isinstance(problem, TookTooLong)
            note.failed(problem.sentence, StepResult.TIMED_OUT if slow else StepResult.FAILED)
            raise
        finally:
            note.milliseconds = round((time.monotonic() - began) * 1000)

    def write(self, version: DocumentVersion) -> None:
        """Will keep the steps; one that was already told in this run is told again."""
        Step.objects.bulk_create(
            [
                Step(
                    dossier_id=version.dossier_id,
                    compartment_id=version.compartment_id,
                    version_id=version.pk,
                    run=self.run,
                    kind=note.kind,
                    tool=note.tool,
                    tool_version=note.version,
                    started_at=note.started_at,
                    duration_ms=note.milliseconds,
                    result=note.result,
                    detail=note.detail[:300],
                )
                for note in self.made
            ],
            update_conflicts=True,
            unique_fields=["version", "run", "kind"],
            update_fields=["tool", "tool_version", "duration_ms", "result", "detail"],
        )
