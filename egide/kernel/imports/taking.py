"""One line becomes a dossier, documents, or boxes and parts: in one transaction, or in a few when it has many files.

What came in already is known by its digests and is left alone; nothing is ever changed or taken away.
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.finding.actions import add_reference
from egide.kernel.gate.opening import open_dossier
from egide.kernel.imports import boxing, folder
from egide.kernel.imports.checking import LONGEST_NUMBER, LONGEST_TITLE, Checker, Record
from egide.kernel.imports.models import ImportedItem, ImportLine, ImportRun, Outcome, Target
from egide.kernel.imports.openers import opener
from egide.kernel.imports.plan import Plan
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

CHUNK = 20  # files of one transaction
RECORD, FILE, DOCUMENT = "record", "file", "document"
CHANGED = "Le fichier «\u00a0{path}\u00a0» a changé pendant la reprise."


class Taker:
    """What takes the lines of one run in."""

    def __init__(self, plan: Plan, *, run: ImportRun, actor: Actor, checker: Checker) -> None:
        self.plan, self.run, self.actor, self.checker = plan, run, actor, checker

    def take(self, record: Record, *, now: datetime) -> Outcome:
        """Will take one line in, and settle it in the transaction of its last part.

        :raises HouseFailure: refused by an action of the house; the part in course leaves nothing.
        """
        if self.plan.target == Target.BOXES:
            with acting_as(self.actor):
                outcome, dossier = boxing.take_box(self, record, now=now)
                self.settle(record, outcome, dossier)
            return outcome
        chunks = list(_chunks(record.files))
        added = 0
        for index, paths in enumerate(chunks):
            with acting_as(self.actor):
                dossier, known = self._dossier(record, now=now)
                added += sum(self._file(record, dossier, path, now=now) for path in paths)
                if index < len(chunks) - 1:
                    continue
                if self.plan.target == Target.FILES:
                    self._close(record, dossier, known, now=now)
                outcome = self._outcome(record, known, added)
                self.settle(record, outcome, dossier)
        return outcome

    def settle(self, record: Record, outcome: Outcome, dossier: Dossier | None, words: str = "") -> None:
        """Will write what became of the line."""
        ImportLine.objects.create(
            compartment_id=self.run.compartment_id,
            run=self.run,
            place=record.place,
            key=folder.shown(record.number),
            outcome=outcome,
            detail=words or record.remarks.words,
            dossier=dossier,
        )

    def item(self, item: str, key: str, *, sha256: str = "") -> ImportedItem | None:
        """Will find what came in already."""
        rows = ImportedItem.objects.filter(
            compartment_id=self.run.compartment_id, source=self.plan.source, item=item, key=key, sha256=sha256
        )
        return rows.select_related("dossier", "box").first()

    def keep(self, item: str, key: str, *, now: datetime, **more: object) -> ImportedItem:
        """Will remember that it came in."""
        kept: ImportedItem = ImportedItem.objects.create(
            compartment_id=self.run.compartment_id,
            source=self.plan.source,
            item=item,
            key=key,
            run=self.run,
            taken_at=now,
            **more,
        )
        return kept

    def _dossier(self, record: Record, *, now: datetime) -> tuple[Dossier, ImportedItem]:
        """The line's dossier, its row locked, and the item that says since when it is here."""
        kind = RECORD if self.plan.target == Target.FILES else DOCUMENT
        known = self.item(kind, record.key)
        if known is not None and known.dossier is not None:
            number = known.dossier.number
            return open_dossier(actor=self.actor, number=number, action="add_document", lock=True), known
        if self.plan.target == Target.DOCUMENTS:
            dossier = open_dossier(actor=self.actor, number=record.dossier, action="add_document", lock=True)
        else:
            dossier = self._opened(record, now=now)
        return dossier, self.keep(kind, record.key, now=now, dossier=dossier, fingerprint=record.fingerprint)

    def _opened(self, record: Record, *, now: datetime) -> Dossier:
        assert record.file is not None  # a line without one was refused
        dossier = opener().open(actor=self.actor, file=record.file, now=now)
        # A path may be longer than a number: its last part is what people remember.
        short = record.number if len(record.number) <= LONGEST_NUMBER else record.number.rsplit("/", 1)[-1]
        add_reference(dossier=dossier, number=short[-LONGEST_NUMBER:], label=self.plan.label, now=now)
        origin: dict[str, str | int] = {"received_on": record.file.received_on.isoformat()}
        if record.file.closed_on:
            origin["closed_on"] = record.file.closed_on.isoformat()
        self._journal(dossier, "import.taken", now, line=record.place, **origin)
        return dossier

    def _close(self, record: Record, dossier: Dossier, known: ImportedItem, *, now: datetime) -> None:
        day: date | None = record.file.closed_on if record.file else None
        if day is not None and known.run_id == self.run.pk and dossier.closed_on is None:
            opener().close(actor=self.actor, dossier=dossier, on=day, now=now)

    def _file(self, record: Record, dossier: Dossier, path: str, *, now: datetime) -> bool:
        try:
            sha256 = folder.digest(self.checker.root, path)
            if self.item(FILE, record.key, sha256=sha256) is not None:
                return False
            with transaction.atomic(), folder.opened(self.checker.root, path) as content:
                version = add_document(
                    dossier=dossier,
                    title=self._title(record, path),
                    origin=Origin.INTERNAL,
                    stream=content,
                    file_name=path.rsplit("/", 1)[-1],
                    actor_code=self.actor.code,
                    now=now,
                )
        except folder.Unfit as unfit:
            raise Refused(unfit.words) from unfit
        if version.sha256 != sha256:
            raise Refused(CHANGED.format(path=folder.shown(path)))
        self.keep(FILE, record.key, now=now, dossier=dossier, sha256=sha256, stored=version.stored_id)
        if record.dated_on is not None:
            on, rank = record.dated_on.isoformat(), version.document.rank
            self._journal(dossier, "import.document", now, line=record.place, rank=rank, on=on)
        return True

    def _title(self, record: Record, path: str) -> str:
        given = " ".join(record.values.get("title", "").split())
        alone = self.plan.target == Target.DOCUMENTS and len(record.files) == 1
        if given and alone:
            return given[:LONGEST_TITLE]
        return folder.shown(path.removeprefix(f"{record.number}/").rsplit("/", 1)[-1])[:LONGEST_TITLE]

    def _outcome(self, record: Record, known: ImportedItem, added: int) -> Outcome:
        if known.run_id == self.run.pk:
            return Outcome.TAKEN
        if known.fingerprint != record.fingerprint:
            return Outcome.DIFFERENT
        return Outcome.COMPLETED if added else Outcome.ALREADY

    def _journal(self, dossier: Dossier, code: str, now: datetime, **data: str | int) -> None:
        append(
            chain=dossier_chain(dossier.pk),
            compartment_id=dossier.compartment_id,
            dossier_id=dossier.pk,
            code=code,
            data={"run": self.run.number, **data},
            at=now,
        )


def _chunks(paths: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield from (paths[at : at + CHUNK] for at in range(0, max(len(paths), 1), CHUNK))
