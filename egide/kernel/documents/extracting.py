"""What a message or a PDF carries becomes documents of the same dossier, once, within bounds.

What is already in the dossier, byte for byte, is not added again; what is refused stays in its container and is said.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from egide.kernel.documents.models import Document, DocumentVersion, Origin
from egide.kernel.documents.working import contents
from egide.kernel.dossiers.models import Dossier
from egide.platform.reading.limits import MOST_DEPTH, MOST_PARTS
from egide.platform.storage.errors import StorageProblem
from egide.platform.storage.names import clean_name
from egide.ui.formats import count

ALREADY = "Les pièces ont déjà été tirées de ce document."
DEEP = f"Plus de {MOST_DEPTH} messages l’un dans l’autre\u00a0: les pièces restent dans celui-ci."
MANY = f"Plus de {MOST_PARTS} pièces ont été tirées du message d’origine\u00a0: le reste y demeure."


@dataclass(frozen=True)
class Piece:
    """One file that was inside another."""

    name: str
    content: bytes


def pieces_of(answer: Mapping[str, Any]) -> list[Piece]:
    """Will return the pieces of the child’s answer, their names made safe."""
    names = [clean_name(str(part["name"])) for part in answer["parts"]]
    return [Piece(name, content) for name, content in zip(names, contents(answer), strict=True)]


def may_extract(version: DocumentVersion) -> str:
    """Will say why nothing is taken out of this version; nothing when something may be."""
    if Document.objects.filter(container_id=version.document_id).exists():
        return ALREADY
    top, depth = version.document, 0
    while top.container_id is not None:
        depth += 1
        if depth >= MOST_DEPTH:
            return DEEP
        top = Document.objects.get(pk=top.container_id)
    return MANY if depth and _below(top) >= MOST_PARTS else ""


def add_pieces(version: DocumentVersion, pieces: Sequence[Piece], *, now: datetime) -> str:
    """Will add the pieces to the dossier, after its last document, and say in French what became of them."""
    from egide.kernel.documents.actions import (
        add_document,
    )  # adding asks for a reading, which is where we are

    dossier = Dossier.objects.select_for_update().get(pk=version.dossier_id)
    hashes = [hashlib.sha256(piece.content).hexdigest() for piece in pieces]
    here = set(
        DocumentVersion.objects.filter(dossier=dossier, sha256__in=hashes).values_list("sha256", flat=True)
    )
    added, refused = 0, []
    for piece, digest in zip(pieces, hashes, strict=True):
        if digest in here:
            continue
        here.add(digest)
        try:
            add_document(
                dossier=dossier,
                title=piece.name,
                origin=Origin.EXTRACTED,
                stream=[piece.content],
                file_name=piece.name,
                actor_code=version.added_by,
                container=version.document,
                now=now,
            )
            added += 1
        except StorageProblem:
            refused.append(piece.name)
    return _told(added, len(pieces) - added - len(refused), refused)


def _told(added: int, known: int, refused: Sequence[str]) -> str:
    parts = [f"{count(added, 'pièce versée', 'pièces versées')} au dossier."]
    if known:
        parts.append(f"{count(known, 'y était', 'y étaient')} déjà.")
    if refused:
        parts.append(f"Refusé, et laissé dans le fichier\u00a0: {', '.join(refused)}.")
    return " ".join(parts)[:300]


def _below(top: Document) -> int:
    below, level = 0, [top.pk]
    while level and below < MOST_PARTS:
        level = list(Document.objects.filter(container_id__in=level).values_list("pk", flat=True))
        below += len(level)
    return below
