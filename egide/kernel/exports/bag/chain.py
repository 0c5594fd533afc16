"""The dossier's journal inside its bag: each entry's own bytes and hash, its notes with their salts, the seals.

With decision 0003 and a SHA-256, anyone recomputes the chain without this house (`offline.py` does it).
"""

from collections.abc import Iterator
from typing import Any

from egide.kernel.dossiers.models import Dossier
from egide.platform.journal.chains import dossier_chain
from egide.platform.journal.history import data_of
from egide.platform.journal.models import Event, Leaf, Note
from egide.platform.journal.wording import sentence_for

BATCH = 500  # entries


def entries_of(dossier: Dossier) -> Iterator[dict[str, Any]]:
    """Will give the entries of the chain, oldest first."""
    chain, last = dossier_chain(dossier.pk), 0
    while batch := list(Event.objects.filter(chain=chain, seq__gt=last).order_by("seq")[:BATCH]):
        notes: dict[int, list[dict[str, Any]]] = {}
        for note in Note.objects.filter(event_id__in=[event.pk for event in batch]).order_by(
            "event_id", "key"
        ):
            notes.setdefault(note.event_id, []).append(_note(note))
        for event in batch:
            yield {
                "seq": event.seq,
                "hash": bytes(event.hash).hex(),
                "body": event.body,
                "notes": notes.get(event.pk, []),
            }
        last = batch[-1].seq


def seals_of(dossier: Dossier) -> list[dict[str, Any]]:
    """Will give the seals that saw the chain: the entry that each one fixed, and the seal's own bytes."""
    leaves = Leaf.objects.filter(chain=dossier_chain(dossier.pk)).select_related("seal").order_by("seal_id")
    return [
        {
            "seal": leaf.seal_id,
            "seq": leaf.seq,
            "hash": bytes(leaf.hash).hex(),
            "seal_body": leaf.seal.body,
            "seal_hash": bytes(leaf.seal.hash).hex(),
        }
        for leaf in leaves
    ]


def told(entries: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Will tell the entries in French, one line each, for whoever reads the bag without any tool."""
    for entry in entries:
        lines = entry["body"].split("\n", 10)
        at, actor, code = lines[6], lines[7], lines[8]
        notes = "".join(f" [{note['key']}] {note['text'] or 'détruit'}" for note in entry["notes"])
        said = sentence_for(code, data_of(entry["body"]))
        yield f"{entry['seq']}. {at} {actor} {said}{' '.join(notes.split(chr(10)))}\n"


def _note(note: Note) -> dict[str, Any]:
    return {
        "key": note.key,
        "salt": bytes(note.salt).hex() if note.salt is not None else None,
        "text": note.text,
        "digest": bytes(note.digest).hex(),
        "forgotten_by": note.forgotten_by,
    }
