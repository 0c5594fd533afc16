"""A letter of the house as data, for the tests: Amélie writes to Élise."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

import egide
from egide.platform.typesetting.engine import render

HOUSE = Path(egide.__file__).parent
LETTERS = HOUSE / "modules" / "interventions" / "letters"
FURNITURE = {"letter": HOUSE / "kernel" / "letters" / "typst"}
AT = datetime(2026, 3, 20, 18, 5, tzinfo=UTC)


def letter(**changes: Any) -> dict[str, Any]:
    """Will return the values of a letter, in the shape that the templates read."""
    return {
        "reference": "INT-2026-00042",
        "date": "2026-03-20",
        "date_long": "20 mars 2026",
        "place": "Québec",
        "delivery": "PAR COURRIEL",
        "confidentiality": "PERSONNEL ET CONFIDENTIEL",
        "recipient": {
            "name": "Madame Élise Tremblay",
            "lines": ["1450, rue Saint-Jean", "Québec (Québec)  G1R 1S5"],
        },
        "subject": "Accusé de réception de votre demande d’intervention",
        "salutation": "Madame,",
        "blocks": [paragraph("Nous avons bien reçu votre demande.")],
        "closing": "Veuillez agréer, Madame, nos salutations distinguées.",
        "signatory": {"name": "Amélie Gagnon, avocate", "titles": ["Cheffe d’équipe"]},
        "enclosures": [],
        "copies": [],
        "mark": "",
        "sender": {
            "organization": "Office des professions du Québec",
            "unit": "Direction de la veille",
            "lines": ["800, place D’Youville, 10e étage", "Québec (Québec)  G1R 5Z3"],
            "contact": ["418 643-6912", "office.example"],
        },
    } | changes


def paragraph(text: str) -> dict[str, Any]:
    """Will return one paragraph as data."""
    return {"kind": "paragraph", "lines": [[{"text": text}]]}


def pdf_of(values: dict[str, Any], *, template: str = "acknowledgment", **options: Any) -> bytes:
    """Will set a letter of the interventions."""
    path = LETTERS / f"{template}.typ"
    return render(template=path, data={"letter": values}, at=AT, libraries=FURNITURE, **options)


def text_of(pdf: bytes) -> str:
    """Will return the text of all pages, spaces and hyphens made ordinary."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    text = "\n".join(pages).replace("\r\n", "\n").replace("\u00a0", " ").replace("\ufffe\n", "")
    return text.replace("\u200b", "")


def opened(pdf: bytes) -> pikepdf.Pdf:
    """Will open the file for reading its structure."""
    return pikepdf.open(io.BytesIO(pdf))
