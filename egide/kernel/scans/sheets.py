"""Separator sheets to print: one page, one large code, a dossier’s number or none.

The code says a number that is also written in letters: nothing more than what the dossier’s own pages print.
"""

from datetime import datetime
from pathlib import Path

import zxingcpp

from egide.kernel.scans.separators import code_of
from egide.platform.typesetting.engine import render

TEMPLATE = Path(__file__).parent / "typst" / "separator.typ"
LINES = (
    "Placez cette feuille devant chaque document, face au numériseur, puis numérisez le tout d’un seul coup.",
    "La feuille elle-même n’est pas gardée; elle peut servir de nouveau tant que le code est net.",
)
FOOT = "Égide, Office des professions du Québec. Cette feuille ne contient aucun renseignement personnel."


def separator_pdf(*, number: str = "", copies: int = 1, now: datetime) -> bytes:
    """Will print the sheet, with a dossier’s number or without.

    :raises RenderingFailed: the page cannot be set.
    """
    code = zxingcpp.create_barcode(code_of(number), zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    title = f"Feuille de séparation {number}".strip()
    sheet = {
        "number": number,
        "title": "Les pages qui suivent vont dans ce dossier." if number else "",
        "asset": "code.svg",
        "alt": f"Code lisible par le numériseur\u00a0: {code_of(number)}",
    }
    return render(
        template=TEMPLATE,
        data={"title": title, "sheets": [sheet] * copies, "lines": list(LINES), "foot": FOOT},
        at=now,
        assets={"code.svg": code.to_svg().encode()},
    )
