"""The leak scan: looks for what was removed everywhere a PDF may keep it, with tools that did not make it.

Runs in the child. It knows the secrets and what the file should hold; it shares no code with redact*.py, so that
one mistake is not made twice. A finding never repeats a secret: it gives its number.
"""

import json
from pathlib import Path
from typing import Any

from egide.platform.reading import leaks_pixels, leaks_structure, leaks_texts
from egide.platform.reading.leaks_words import Sought

SURFACES = (
    ("text_pdfium", "Texte des pages (PDFium)"),
    ("text_pypdf", "Texte des pages (pypdf)"),
    ("text_poppler", "Texte des pages (pdftotext)"),
    ("ocr", "Pages caviardées relues par reconnaissance optique"),
    ("pixels", "Pixels des zones caviardées"),
    ("streams", "Flux décompressés"),
    ("strings", "Chaînes de caractères du fichier"),
    ("info", "Métadonnées (Info)"),
    ("xmp", "Métadonnées (XMP)"),
    ("outline", "Signets"),
    ("annotations", "Annotations"),
    ("forms", "Champs de formulaire"),
    ("attachments", "Pièces jointes"),
    ("javascript", "JavaScript et actions"),
    ("revisions", "Versions antérieures dans le fichier"),
    ("layers", "Calques"),
    ("thumbnails", "Vignettes de pages"),
    ("alternates", "Textes de remplacement des balises"),
    ("images", "Images et formes que rien ne dessine"),
    ("file_name", "Nom du fichier"),
)


def scan(target: Path, *, expected: Path) -> dict[str, Any]:
    """Will return the findings, each with its surface, page and reason; and what legitimately stays visible.

    `expected` (JSON): file_name, title, pages, secrets [{n, key, kind}], visible {key: [pages]},
    burned {page: {dpi, width, height, boxes}}.
    """
    told = json.loads(expected.read_text("utf-8"))
    sought = Sought(told["secrets"], told["visible"])
    findings: list[dict[str, Any]] = []
    findings += _named(told, sought)
    findings += leaks_structure.findings(target, told, sought)
    texts, stays = leaks_texts.findings(target, told, sought)
    findings += texts
    pixels, seen = leaks_pixels.findings(target, told, sought)
    findings += pixels
    return {
        "surfaces": [
            {"code": code, "label": label, "count": _count(findings, code)} for code, label in SURFACES
        ],
        "findings": findings,
        "visible": _merged(stays + seen),
    }


def _named(told: dict[str, Any], sought: Sought) -> list[dict[str, Any]]:
    name = told["file_name"]
    found = [
        {"surface": "file_name", "page": 0, "secret": n, "why": "secret"} for n in sought.in_words(name, 0)[0]
    ]
    if name != told["neutral_name"]:
        found.append({"surface": "file_name", "page": 0, "secret": 0, "why": "unexpected"})
    return found


def _count(findings: list[dict[str, Any]], code: str) -> int:
    return sum(1 for one in findings if one["surface"] == code)


def _merged(stays: list[tuple[int, int]]) -> list[dict[str, int]]:
    return [{"secret": secret, "page": page} for secret, page in sorted(set(stays))]
