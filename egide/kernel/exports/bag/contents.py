"""The files of a dossier inside its bag: every version of every document, and the messages that left, byte for byte.

What cannot be opened (in quarantine, destroyed by a decision) is told, never left out in silence.
"""

from dataclasses import dataclass
from typing import Any

from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.exports.bag.names import piece_name
from egide.kernel.exports.bag.tables import dossier_row
from egide.kernel.exports.bag.writer import BagWriter
from egide.platform.mail.models import Message, State
from egide.platform.storage import store
from egide.platform.storage.errors import StorageProblem
from egide.platform.storage.models import StoredObject

FOLDERS = {Origin.LETTER: "lettres", Origin.RECEIVED: "documents", Origin.INTERNAL: "documents"}


@dataclass(frozen=True, kw_only=True)
class Omission:
    """What is not in the bag, and why, in French."""

    what: str
    why: str


def add_documents(bag: BagWriter, dossier: Dossier) -> list[Omission]:
    """Will write each version of each document, and the list of them."""
    versions = (
        DocumentVersion.objects.filter(dossier_id=dossier.pk)
        .select_related("document", "stored")
        .order_by("document__rank", "number")
    )
    listed, omitted = [], []
    for version in versions.iterator(chunk_size=200):
        folder = FOLDERS.get(Origin(version.document.origin), "documents")
        path = f"{folder}/{piece_name(version.document.rank, version.number, version.file_name)}"
        why = _write(bag, path, version.stored)
        if why:
            omitted.append(
                Omission(what=f"Document n° {version.document.rank}, version {version.number}", why=why)
            )
        listed.append(_described(version, "" if why else path))
    bag.add_json("donnees/documents.json", listed)
    return omitted


def add_messages_sent(bag: BagWriter, dossier: Dossier) -> list[Omission]:
    """Will write each message that left, as RFC 5322 bytes, and what became of it."""
    rows = Message.objects.filter(dossier_id=dossier.pk).select_related("stored").order_by("pk")
    listed: list[dict[str, Any]] = []
    omitted: list[Omission] = []
    for number, row in enumerate(rows.iterator(chunk_size=200), start=1):
        path = f"lettres/courriels/{number:03d}.eml"
        why = _write(bag, path, row.stored)
        if why:
            omitted.append(Omission(what=f"Courriel n° {number}", why=why))
        listed.append(
            {
                "fichier": "" if why else path,
                "message_id": row.message_id,
                "sha256": row.stored.sha256,
                "etat": str(State(row.state).label),
                "mis_en_file": row.queued_at.isoformat(),
                "issue_connue": row.finished_at.isoformat() if row.finished_at else None,
                "reponse_du_serveur": row.sent_response,
                "retour": row.bounced_at.isoformat() if row.bounced_at else None,
            }
        )
    if listed:
        bag.add_json("donnees/courriels.json", listed)
    return omitted


def add_dossier(bag: BagWriter, dossier: Dossier, *, kind: str, prefix: str) -> None:
    """Will write what the dossier itself is."""
    bag.add_json("donnees/dossier.json", {"genre": kind, "prefixe": prefix, **dossier_row(dossier)})


def _described(version: DocumentVersion, path: str) -> dict[str, Any]:
    return {
        "document": version.document.rank,
        "version": version.number,
        "titre": version.document.title,
        "provenance": str(Origin(version.document.origin).label),
        "fichier": path,
        "nom_d_origine": version.file_name,
        "type": version.media_type,
        "octets": version.size,
        "sha256": version.sha256,
        "verse": version.added_at.isoformat(),
        "verse_par": version.added_by,
        "analyse": version.stored.scan_label,
    }


def _write(bag: BagWriter, path: str, stored: StoredObject) -> str:
    try:
        with store.open_stream(stored=stored) as stream:
            found = bag.add(path, stream)
    except StorageProblem as problem:
        bag.forget(path)
        return str(problem)
    if stored.sha256 and found != stored.sha256:  # the cipher has proved the bytes; this proves the row
        bag.forget(path)
        return "Son empreinte ne concorde pas avec celle du registre."
    return ""
