"""One request of a program, inside its transaction: who, which document, what lies beside it, what was sent.

Serves the tree (provider.py); nothing here speaks the protocol.
"""

import hashlib
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime

from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.editing import saving, scratch
from egide.kernel.editing.models import Access, Entry
from egide.platform.accounts.actors import Actor
from egide.platform.storage import store
from egide.platform.storage.intake import Source
from egide.platform.storage.uploads import SealedUpload

SCRATCH = "essai"


@dataclass(kw_only=True)
class Visit:
    """What one request may reach: one document, and the scratch room of its address."""

    actor: Actor
    access: Access
    dossier: Dossier
    newest: DocumentVersion
    now: datetime
    body: SealedUpload | None = None
    entries: dict[str, Entry] = field(default_factory=dict)

    @property
    def document_path(self) -> str:
        """Will return where the document stands in the tree."""
        return f"{self.dossier.number}/{self.access.file_name}"

    def put_away(self) -> None:
        """Will hide the document from this program until it writes it again; nothing is destroyed."""
        self._away(True)

    def save(self, source: Iterable[bytes], *, sha256: str, size: int) -> None:
        """Will make a new version of these bytes, unless they are those of the newest."""
        saved = saving.save(
            actor=self.actor,
            access=self.access,
            pieces=source,
            sha256=sha256,
            size=size,
            now=self.now,
        )
        if saved is not None:
            self.newest = saved
        self._away(False)

    def save_body(self) -> None:
        """Will save what was sent."""
        if self.body is not None:
            digest = hashlib.sha256()
            for piece in self.body.chunks():
                digest.update(piece)
            self.save(self.body.chunks(), sha256=digest.hexdigest(), size=self.body.size or 0)

    def save_entry(self, entry: Entry) -> None:
        """Will save what a program had written beside."""
        with closing(scratch.read(entry)) as pieces:
            self.save(pieces, sha256=entry.sha256, size=entry.size)

    def make(self, path: str, *, is_folder: bool) -> Entry:
        """Will make an empty entry of the scratch room."""
        return scratch.make(
            access=self.access, path=path, is_folder=is_folder, among=self.entries, now=self.now
        )

    def fill(self, entry: Entry, source: Source, size: int) -> None:
        """Will write an entry of the scratch room."""
        scratch.fill(
            entry=entry, access=self.access, stream=source, size=size, among=self.entries, now=self.now
        )

    def fill_with_document(self, entry: Entry) -> None:
        """Will copy the newest version beside."""
        with store.open_stream(stored=self.newest.stored) as stream:
            self.fill(entry, stream, self.newest.size)

    def come_back(self) -> None:
        """Will show the document again."""
        self._away(False)

    def _away(self, away: bool) -> None:
        if self.access.away != away:
            self.access.away = away
            self.access.save(update_fields=["away"])
