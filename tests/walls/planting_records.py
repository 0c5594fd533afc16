"""What keeping, taking out and bringing in leave in a compartment, for the house to attack.

Rows are written as the owner: no action gives a planted word to each column.
"""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from egide.kernel.disposal import models as disposal
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.editing.models import Access, Entry, Lock, Property
from egide.kernel.exports.models import Export, ExportedDossier
from egide.kernel.imports.models import ImportedItem, ImportLine, ImportRun
from egide.kernel.records.models import Disposed, Filing, Keeping
from egide.kernel.scans.models import ScannedBatch, ScannedPiece
from egide.kernel.uploads.models import Upload
from egide.kernel.wordings.models import WordingVersion
from egide.modules.records_office.models import DocumentaryFile
from egide.platform.accounts.models import User
from egide.platform.storage.models import StoredObject
from tests.cast import NOW, TODAY
from tests.walls.planted import FIRST, word


def plant_words(dossier: Dossier, insider: User, planted: str) -> None:
    """A version of a letter's words that nobody has submitted yet."""
    WordingVersion.objects.create(
        compartment_id=dossier.compartment_id, module="interventions", template="redirection", number=1,
        text=f"objet : {planted}", reason=planted, since=TODAY, hands=[insider.pk], written_by=insider,
        written_at=NOW,
    )  # fmt: skip


def plant_disposals(dossier: Dossier, insider: User, planted: str) -> None:
    """A list at review, its item, its papers, a setting, and what became of a dossier."""
    place = {"compartment_id": dossier.compartment_id}
    listed = disposal.DispositionList.objects.create(
        **place, number=f"LD-2026-{FIRST['office']}", fate="D", unit_id=dossier.unit_id, series="6200",
        rule="6200", rule_title=planted, due_by=TODAY, state="review", made_by=insider, made_at=NOW, total=1,
    )  # fmt: skip
    disposal.ListItem.objects.create(
        **place,
        dossier=dossier,
        disposition_list=listed,
        place=1,
        choice="kept",
        reason=planted,
        keep_until=TODAY,
    )
    disposal.Certificate.objects.create(
        **place, disposition_list=listed, number="CD-2026-00001", body=planted, sha256="0" * 64, made_at=NOW,
        chain="disposal:x", seq=1,
    )  # fmt: skip
    disposal.Slip.objects.create(
        **place, disposition_list=listed, number="BV-2026-00001", media=planted, made_at=NOW, made_by=insider,
        signed_on=TODAY,
    )  # fmt: skip
    disposal.Setting.objects.create(**place, window_days=30, set_at=NOW, set_by=planted)
    Disposed.objects.create(
        **place,
        dossier=dossier,
        fate="transferred",
        decision=planted,
        certificate="BV",
        rule="6200",
        disposed_at=NOW,
    )


def plant_record(dossier: Dossier, code: str) -> None:
    """What a closing keeps, a document filed once more, and what a plain file says of itself."""
    place = {"compartment_id": dossier.compartment_id, "dossier": dossier}
    version = DocumentVersion.objects.filter(dossier=dossier).first()
    assert version is not None
    Keeping.objects.create(**place, series="6200", waits_for=word(code), computed_on=TODAY)
    Filing.objects.create(**place, document=version.document, filed_at=NOW, filed_by=word(code))
    DocumentaryFile.objects.create(**place, description=f"{word(code)} contenu")


def plant_taken_out(dossier: Dossier, code: str) -> None:
    """A file that someone asked for: what was typed in its filters, the dossier of which it tells."""
    place = {"compartment_id": dossier.compartment_id}
    export = Export.objects.create(
        **place,
        user_id=dossier.assignee_id,
        source="list.interventions",
        format="csv",
        filters={"q": word(code)},
        asked_at=NOW,
    )
    ExportedDossier.objects.create(**place, dossier=dossier, export=export)


def plant_on_its_way(dossier: Dossier, stored: StoredObject, code: str) -> None:
    """A file half sent, and what a scanner left: its batch, and the piece that went to the dossier."""
    place = {"compartment_id": dossier.compartment_id}
    Upload.objects.create(
        **place,
        dossier=dossier,
        user_id=dossier.assignee_id,
        file_name=word(code),
        length=10,
        began_at=NOW,
        expires_at=NOW + timedelta(days=1),
    )
    edited: dict[str, Any] = {**place, "dossier": dossier, "user_id": dossier.assignee_id}
    access = Access.objects.create(
        **edited,
        rank=1,
        digest="0" * 64,
        file_name=word(code),
        made_at=NOW,
        expires_at=NOW + timedelta(hours=8),
    )
    Entry.objects.create(
        **edited, access=access, path=word(code), is_folder=True, made_at=NOW, changed_at=NOW
    )
    Property.objects.create(**edited, access=access, path="/", name=word(code), value=word(code))
    Lock.objects.create(
        **edited, access=access, rank=1, path="/", token=word(code), scope="exclusive", depth="0", owner=word(code),
        seconds=600, made_at=NOW, expires_at=NOW + timedelta(hours=1),
    )  # fmt: skip
    batch = ScannedBatch.objects.create(
        **place,
        public_id=uuid4(),
        unit_id=dossier.unit_id,
        stored=stored,
        file_name=word(code),
        pages=1,
        received_at=NOW,
    )
    ScannedPiece.objects.create(
        **place,
        batch=batch,
        rank=1,
        first_page=1,
        last_page=1,
        stored=stored,
        words=word(code),
        state="filed",
        dossier=dossier,
        document=1,
        handled_at=NOW,
        handled_by=word(code),
    )
    run = ImportRun.objects.create(
        **place,
        number=1,
        source=word(code),
        target="files",
        plan_sha256="0" * 64,
        list_sha256="0" * 64,
        started_at=NOW,
        started_by=word(code),
        report={"why": word(code)},
    )
    ImportLine.objects.create(
        **place, run=run, place=1, key=word(code), outcome="taken", detail=word(code), dossier=dossier
    )
    ImportedItem.objects.create(
        **place, source=word(code), item="record", key="0" * 64, run=run, dossier=dossier, taken_at=NOW
    )
