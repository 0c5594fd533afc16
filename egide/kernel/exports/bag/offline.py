"""Verifies a bag without any database: its manifests, then the journal's chain recomputed from its own bytes.

Serves `egide verify --bag`, and whoever receives a bag. Pure: it reads files, nothing else.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from egide.kernel.exports.bag.writer import problems_of

FORMAT = "egide-journal-1"
NONE = "0" * 64
CHAIN, SEALS = Path("data/journal/chaine.jsonl"), Path("data/journal/sceaux.json")


def verify_bag(folder: Path) -> tuple[list[str], int]:
    """Will return what is wrong, as French sentences, and how many entries of the journal were recomputed."""
    faults = [f"Sac\u00a0: {problem}" for problem in problems_of(folder)]
    if not (folder / CHAIN).is_file():
        return [*faults, "Journal\u00a0: la chaîne n’est pas dans le sac."], 0
    try:
        found, hashes = _chain(folder / CHAIN)
        found += _seals(folder / SEALS, hashes)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return [*faults, f"Journal\u00a0: le fichier ne se lit pas ({type(error).__name__})."], 0
    return [*faults, *found], len(hashes)


def _chain(file: Path) -> tuple[list[str], dict[int, str]]:
    faults: list[str] = []
    hashes: dict[int, str] = {}
    previous, name, forgotten = NONE, "", set[str]()
    destroyed: list[tuple[int, str]] = []
    for expected, entry in enumerate(_lines(file), start=1):
        seq, body = int(entry["seq"]), str(entry["body"])
        lines = body.split("\n", 10)
        name = name or lines[2]
        if lines[0] != FORMAT or lines[2] != name or not name.startswith("dossier:"):
            faults.append(_at(expected, "elle n’est pas de cette chaîne"))
        if seq != expected or lines[3] != str(expected):
            faults.append(_at(expected, "son rang ne suit pas"))
        if lines[1] != previous:
            faults.append(_at(expected, "elle ne suit pas la précédente"))
        if sha256(body.encode()).hexdigest() != entry["hash"]:
            faults.append(_at(expected, "son texte ne correspond plus à son empreinte"))
        faults += _notes(expected, lines[9], entry["notes"])
        destroyed += [(expected, note["forgotten_by"]) for note in entry["notes"] if note["text"] is None]
        if lines[8] == "journal.notes_forgotten":
            forgotten.add(str(json.loads(lines[10]).get("decision")))
        previous = hashes[expected] = str(entry["hash"])
    faults += [
        _at(seq, "une note est détruite sans décision") for seq, by in destroyed if by not in forgotten
    ]
    return faults, hashes


def _notes(seq: int, announced: str, notes: list[dict[str, Any]]) -> list[str]:
    line = ",".join(f"{note['key']}={note['digest']}" for note in notes) or "-"
    if line != announced:
        return [_at(seq, "ses notes ne sont pas celles qu’elle annonce")]
    return [
        _at(seq, f"la note « {note['key']} » ne correspond plus à son empreinte")
        for note in notes
        if note["text"] is not None
        and sha256(bytes.fromhex(note["salt"] or "") + note["text"].encode()).hexdigest() != note["digest"]
    ]


def _seals(file: Path, hashes: dict[int, str]) -> list[str]:
    if not file.is_file():
        return []
    seals = json.loads(file.read_text("utf-8"))
    return [
        f"Sceau n°\u00a0{seal['seal']}\u00a0: il ne concorde pas avec la chaîne."
        for seal in seals
        if hashes.get(seal["seq"]) != seal["hash"]
        or sha256(seal["seal_body"].encode()).hexdigest() != seal["seal_hash"]
    ]


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield json.loads(line)


def _at(seq: int, words: str) -> str:
    return f"Journal, entrée n°\u00a0{seq}\u00a0: {words}."
