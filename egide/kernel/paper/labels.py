"""Labels to stick on boxes, parts and shelves: a QR code and its text, set as a PDF of ten to a sheet.

A label says the number and the unit, never a title or a name: boxes are seen by whoever passes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import zxingcpp

from egide.kernel.paper.codes import BOX, PART, PLACE, Label
from egide.kernel.paper.models import Box, Part, Place
from egide.platform.errors.failures import Refused
from egide.platform.typesetting.engine import render

SHEET = Path(__file__).parent / "typst" / "labels.typ"
MOST = 200  # labels of one PDF


@dataclass(frozen=True, kw_only=True)
class Printed:
    """One label: its code, the words in large, the small lines under them."""

    label: Label
    large: str
    lines: tuple[str, ...] = ()


def of_box(box: Box) -> Printed:
    """Will make the label of a box."""
    return Printed(label=Label(BOX, box.number), large=box.number, lines=(box.unit.name,))


def of_part(part: Part) -> Printed:
    """Will make the label of a part of a dossier."""
    number = part.dossier.number
    said = "Exemplaire principal" if part.main else "Exemplaire secondaire"
    return Printed(label=Label(PART, number, part.rank), large=number, lines=(f"Partie {part.rank}", said))


def of_place(place: Place) -> Printed:
    """Will make the label of a shelf."""
    return Printed(
        label=Label(PLACE, place.code),
        large=place.code,
        lines=(place.site.name, f"{place.room}, {place.shelf}"),
    )


def labels_pdf(*, labels: Sequence[Printed], now: datetime) -> bytes:
    """Will set the labels in order, ten to a sheet (Avery 5163 or its like: 102 × 51 mm).

    :raises Refused: none, or more than a PDF takes.
    :raises RenderingFailed: the sheet cannot be set.
    """
    if not labels:
        raise Refused("Il n’y a pas d’étiquette à imprimer.")
    if len(labels) > MOST:
        raise Refused(f"Un PDF prend au plus {MOST} étiquettes\u00a0: imprimez-les en plusieurs fois.")
    return render(
        template=SHEET,
        data={
            "labels": [
                {"code": str(one.label), "image": f"{i}.svg", "large": one.large, "lines": list(one.lines)}
                for i, one in enumerate(labels)
            ]
        },
        assets={f"{i}.svg": qr(str(one.label)) for i, one in enumerate(labels)},
        at=now,
    )


def qr(text: str) -> bytes:
    """Will draw a QR code as SVG; level M still reads with a corner worn off."""
    drawn = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return str(drawn.to_svg(scale=4, add_quiet_zones=True)).encode()
