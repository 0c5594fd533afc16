"""Verifies a certificate without Égide’s databases: its hash, its entry in the journal, the seal that fixed it.

Serves whoever holds the file in thirty years; needs SHA-256, JSON, and for a PDF a reader of its attachment.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from egide.ui.formats import count

ATTACHED = "certificat.json"
LARGEST = 200_000_000  # bytes of a file read here
NO_SEAL = (
    "Pas encore scellé à la sortie du fichier\u00a0: sortez-le de nouveau après le sceau de l’heure, "
    "ou donnez le sceau exporté avec «\u00a0--seal\u00a0»."
)


@dataclass(slots=True)
class Verdict:
    """What holds and what does not, in French sentences."""

    holds: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def check(self, ok: bool, good: str, bad: str) -> bool:
        """Will note one or the other."""
        (self.holds if ok else self.faults).append(good if ok else bad)
        return ok


class NotACertificate(Exception):
    """The file is not one; the message says so in French."""


def read_file(path: Path) -> dict[str, Any]:
    """Will read the certificate from its JSON, or from the JSON that a PDF carries.

    :raises NotACertificate: neither.
    """
    if path.stat().st_size > LARGEST:
        raise NotACertificate("Ce fichier est trop grand pour être un certificat.")
    raw = path.read_bytes()
    if raw.startswith(b"%PDF"):
        raw = _attached(path)
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise NotACertificate("Ce fichier n’est pas un certificat d’Égide.") from error
    if not isinstance(told, dict) or not isinstance(told.get("certificate"), dict):
        raise NotACertificate("Ce fichier n’est pas un certificat d’Égide.")
    return told


def verify(told: Mapping[str, Any], *, seal_file: str | None = None) -> Verdict:
    """Will recompute everything; `seal_file` is the text of an exported seal, compared with the file’s own."""
    verdict = Verdict()
    certificate = told["certificate"]
    text = json.dumps(certificate, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = sha256(text.encode()).hexdigest()
    verdict.check(
        digest == told.get("sha256"),
        "Empreinte du certificat\u00a0: concorde.",
        "Le certificat a été modifié\u00a0: son empreinte ne concorde pas.",
    )
    _totals(certificate, verdict)
    entry = told.get("entry") or {}
    body = str(entry.get("body", ""))
    if not verdict.check(
        sha256(body.encode()).hexdigest() == entry.get("hash") and _names(body, certificate, digest),
        "Entrée du journal\u00a0: elle nomme ce certificat et son empreinte.",
        "L’entrée du journal ne correspond pas à ce certificat.",
    ):
        return verdict
    proof = told.get("proof")
    if proof:
        _proof(body, proof, verdict)
    if seal_file is not None:
        _exported(body, proof, seal_file, verdict)
    elif not proof:
        verdict.holds.append(NO_SEAL)
    return verdict


def _totals(certificate: Mapping[str, Any], verdict: Verdict) -> None:
    lines = certificate.get("dossiers") or []
    counted = {"dossiers": len(lines), "objects": sum(len(line.get("objects") or []) for line in lines)}
    verdict.check(
        counted == certificate.get("totals"),
        f"Totaux\u00a0: {count(counted['dossiers'], 'dossier')}, {count(counted['objects'], 'fichier')}.",
        "Les totaux ne sont pas ceux des lignes.",
    )


def _names(body: str, certificate: Mapping[str, Any], digest: str) -> bool:
    try:
        data = json.loads(body.split("\n", 10)[10])
    except (IndexError, ValueError):
        return False
    return bool(data.get("certificate") == certificate.get("number") and data.get("sha256") == digest)


def _proof(body: str, proof: Mapping[str, Any], verdict: Verdict) -> None:
    last = body
    for following in proof.get("entries") or []:
        if not verdict.check(
            str(following).split("\n")[1:2] == [sha256(last.encode()).hexdigest()],
            "", "La chaîne est rompue entre l’entrée et le sceau.",
        ):  # fmt: skip
            return
        last = str(following)
    verdict.holds[:] = [line for line in verdict.holds if line]
    leaf = str(proof.get("leaf", ""))
    lines = last.split("\n")
    expected = f"{lines[2]} {lines[3]} {sha256(last.encode()).hexdigest()}" if len(lines) > 3 else ""
    root = _root(leaf, proof.get("path") or [])
    sealed = str(proof.get("seal", "")).split("\n")
    verdict.check(
        leaf == expected and sealed[0] == "egide-seal-1" and root == sealed[-1],
        f"Sceau n° {proof.get('seal_number')}\u00a0: il contient cette entrée (preuve de Merkle recalculée).",
        "La preuve du sceau ne mène pas à sa racine.",
    )


def _root(leaf: str, path: list[Any]) -> str:
    node = sha256(b"\x00" + leaf.encode()).digest()
    try:
        for side, neighbour in path:
            other = bytes.fromhex(neighbour)
            node = sha256(b"\x01" + (other + node if side == "left" else node + other)).digest()
    except (TypeError, ValueError):
        return ""
    return node.hex()


def _exported(body: str, proof: Mapping[str, Any] | None, seal_file: str, verdict: Verdict) -> None:
    lines = seal_file.split("\n")
    if proof:
        verdict.check(
            "\n".join(lines[:8]) == proof.get("seal") and proof.get("leaf") in lines[8:],
            "Sceau exporté\u00a0: le même, avec la même feuille.",
            "Le sceau exporté n’est pas celui du fichier.",
        )
        return
    parts = body.split("\n")
    leaf = f"{parts[2]} {parts[3]} {sha256(body.encode()).hexdigest()}"
    verdict.check(
        leaf in lines[8:],
        "Sceau exporté\u00a0: il contient cette entrée.",
        "Ce sceau exporté ne contient pas cette entrée.",
    )


def _attached(path: Path) -> bytes:
    import pikepdf  # the reader of PDF is only needed for a PDF

    try:
        with pikepdf.open(path) as pdf:
            names = [name for name in pdf.attachments if name.rpartition("/")[2] == ATTACHED]
            return bytes(pdf.attachments[names[0]].get_file().read_bytes())
    except (pikepdf.PdfError, KeyError, IndexError) as error:
        raise NotACertificate("Ce PDF ne porte pas de certificat d’Égide.") from error
