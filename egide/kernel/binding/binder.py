"""The binder: one paginated PDF with bookmarks, from the whole file or from chosen pieces.

PDFs and images go through a bounded child; what cannot be shown gets a slip that says so, with its hash.
Pieces are written to files one by one: the memory does not grow with the dossier.
"""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
from django.utils import timezone

from egide.kernel.binding.pieces import BINDER_TITLE, Piece
from egide.kernel.binding.running import run_child
from egide.kernel.dossiers.models import Dossier
from egide.law.dates_fr import plain_date
from egide.platform.errors.failures import Refused
from egide.platform.storage import store
from egide.platform.storage.errors import StorageProblem
from egide.platform.typesetting.engine import render
from egide.platform.typesetting.errors import RenderingFailed

TYPST = Path(__file__).parent / "typst"
LARGEST = 100_000_000  # bytes of one piece; a larger one gets a slip
LONGEST_TEXT = 100_000  # characters of one text
AT_ONCE = 20  # pieces; more are bound by a job
IMAGES = ("image/jpeg", "image/png", "image/gif", "image/tiff", "image/webp")
CHILDREN = {"application/pdf": "pdf", **dict.fromkeys(IMAGES, "image")}


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece as it stands in the binder."""

    piece: Piece
    file: Path
    pages: int


def bind(*, dossier: Dossier, pieces: Sequence[Piece], now: datetime) -> bytes:
    """Will return the binder's PDF.

    :raises Refused: nothing was chosen, or the whole could not be put together.
    """
    if not pieces:
        raise Refused("Choisissez au moins une pièce.")
    with tempfile.TemporaryDirectory(prefix="egide-cahier-") as folder:
        place = Path(folder)
        parts = [_part(piece, n, place, now) for n, piece in enumerate(pieces, start=1)]
        cover = _cover(dossier, parts, place, now)
        target = place / "cahier.pdf"
        plan = place / "plan.json"
        plan.write_text(_plan(dossier, cover, parts), "utf-8")
        if not run_child("bind", plan, target):
            raise Refused("Le cahier n’a pas pu être assemblé\u00a0: choisissez moins de pièces.")
        return target.read_bytes()


def _part(piece: Piece, n: int, place: Path, now: datetime) -> Part:
    target = place / f"piece-{n:04d}.pdf"
    why = _written(piece, place / f"piece-{n:04d}.bin", target, now)
    if why:
        _set(
            "slip.typ",
            {"title": piece.title, "why": why, "sha256": _hash(piece), "file": piece.file_name},
            target,
            now,
        )
    return Part(piece=piece, file=target, pages=_count(target))


def _written(piece: Piece, source: Path, target: Path, now: datetime) -> str:
    """Will write the piece's pages; returns why they could not be, or nothing."""
    if piece.stored is None:
        return _set_text(piece, piece.text, target, now)
    kind = CHILDREN.get(piece.stored.media_type, "")
    text = piece.stored.media_type == "text/plain"
    if not kind and not text:
        return "Ce genre de fichier ne se met pas en pages. Il se consulte dans Égide."
    if piece.stored.size > LARGEST:
        return "Ce fichier est trop gros pour être mis en pages. Il se consulte dans Égide."
    try:
        with store.open_stream(stored=piece.stored) as stream, source.open("wb") as kept:
            for chunk in stream:
                kept.write(chunk)
    except StorageProblem as problem:
        return str(problem)
    if text:
        return _set_text(
            piece, source.read_bytes()[: LONGEST_TEXT * 4].decode("utf-8", "replace"), target, now
        )
    if run_child(kind, source, target):
        source.unlink()
        return ""
    return "Ce fichier est abîmé, chiffré ou démesuré\u00a0: ses pages n’ont pas pu être lues."


def _set_text(piece: Piece, text: str, target: Path, now: datetime) -> str:
    cut = text[:LONGEST_TEXT]
    end = "\n\n[Suite du texte dans Égide.]" if len(text) > LONGEST_TEXT else ""
    try:
        _set(
            "text.typ",
            {"title": piece.title, "day": piece.day, "lines": (cut + end).split("\n")[:4000]},
            target,
            now,
        )
    except RenderingFailed:
        return "Ce texte n’a pas pu être mis en pages. Il se consulte dans Égide."
    return ""


def _cover(dossier: Dossier, parts: Sequence[Part], place: Path, now: datetime) -> Part:
    """Will set the table of contents: its own length shifts every page number, so it is set twice."""
    target, length = place / "couverture.pdf", 1
    piece = Piece(code="", title="Table des pièces", at=now)
    for _ in range(3):
        _set("cover.typ", _contents(dossier, parts, length, now), target, now)
        if _count(target) == length:
            break
        length = _count(target)
    return Part(piece=piece, file=target, pages=length)


def _contents(dossier: Dossier, parts: Sequence[Part], before: int, now: datetime) -> dict[str, Any]:
    rows, page = [], before + 1
    for n, part in enumerate(parts, start=1):
        rows.append([str(n), part.piece.title, part.piece.day, str(page)])
        page += part.pages
    today = plain_date(timezone.localtime(now).date())
    return {
        "title": BINDER_TITLE,
        "number": dossier.number,
        "name": dossier.title,
        "day": today,
        "rows": rows,
    }


def _plan(dossier: Dossier, cover: Part, parts: Sequence[Part]) -> str:
    listed, page = [], 1
    for part in (cover, *parts):
        listed.append({"file": part.file.name, "title": part.piece.title, "page": page})
        page += part.pages
    return json.dumps(
        {"label": dossier.number, "title": f"{BINDER_TITLE}, {dossier.number}", "parts": listed}
    )


def _set(template: str, data: dict[str, Any], target: Path, now: datetime) -> None:
    target.write_bytes(render(template=TYPST / template, data=data, at=now))


def _count(pdf: Path) -> int:
    with pikepdf.open(pdf) as read:  # our own bytes, or a child's
        return len(read.pages)


def _hash(piece: Piece) -> str:
    return piece.stored.sha256 if piece.stored else ""
