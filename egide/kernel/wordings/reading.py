"""The words of a letter on a day: the version approved for that day, else the module's own file.

Serves the drafting of letters, which asks for them in a statement that it sends anyway.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from egide.kernel import registry
from egide.kernel.wordings.models import WordingState, WordingVersion
from egide.kernel.wordings.originals import wording_of
from egide.platform.typesetting.wording import Wording

ORIGINAL = 0


@dataclass(frozen=True, slots=True)
class InForce:
    """The words that a letter starts from: their version (0: the original), their text and its SHA-256."""

    number: int
    text: str
    sha256: str

    @property
    def wording(self) -> Wording:
        """Will read the text.

        :raises MergeFailed: it is badly written.
        """
        return Wording.parse(self.text)


def wording_for(*, module: str, template: str, on: date, compartment_id: int) -> InForce:
    """Will return the words of a letter drafted that day in that compartment; one statement."""
    rows = approved(module=module, template=template, on=on, compartment_id=compartment_id)
    return chosen(list(rows), module=module, template=template)


def approved(*, module: str, template: str, on: date, compartment_id: int) -> "QuerySet[WordingVersion]":
    """Will ask for the version of that day: none or one row, for whoever reads several things together."""
    rows = WordingVersion.objects.filter(
        compartment_id=compartment_id,
        module=module,
        template=template,
        state=WordingState.APPROVED,
        since__lte=on,
    )
    return rows.order_by("-since", "-number")[:1]


def chosen(rows: Sequence[WordingVersion], *, module: str, template: str) -> InForce:
    """Will return the version found, else the module's own words."""
    for row in rows:
        return InForce(row.number, row.text, row.sha256)
    return original(module=module, template=template)


def original(*, module: str, template: str) -> InForce:
    """Will return the module's own words, as its file has them."""
    text = wording_of(registry.module(module), template).read_text(encoding="utf-8")
    return InForce(ORIGINAL, text, hash_of(text))


def hash_of(text: str) -> str:
    """Will return the SHA-256 of the words, as the journal keeps it."""
    return hashlib.sha256(text.encode()).hexdigest()
