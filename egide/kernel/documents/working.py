"""One part of a reading under way: what its files share. No rule of the pipeline is here.

The content is an open descriptor in memory; the steps are written by whoever ends the part.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from egide.kernel.documents.formats import Format
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.documents.stepping import Steps
from egide.platform.accounts.actors import Actor
from egide.platform.reading import reader
from egide.platform.reading.limits import PATIENCE_OF_JOBS
from egide.platform.reading.problems import Killed


@dataclass
class Work:
    """The version as it was when the part began, its plain content, its steps, who reads and when."""

    version: DocumentVersion
    content: int
    steps: Steps
    actor: Actor
    now: datetime

    def asked(self, operation: str, form: Format, **arguments: Any) -> dict[str, Any]:
        """Will have the child do one operation on the content; a child that was killed is replaced once.

        :raises ReadingProblem: a subclass says why.
        """
        given: dict[str, Any] = {**form.arguments, **arguments, "patience": PATIENCE_OF_JOBS}
        try:
            return reader.run(operation, self.content, **given)
        except Killed:
            return reader.run(operation, self.content, **given)


def contents(answer: Mapping[str, Any]) -> list[bytes]:
    """Will read and close the files of an answer."""
    read = []
    for file in answer["files"]:
        with file:
            read.append(file.read())
    return read
