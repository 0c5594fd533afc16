"""What the leak scan found, as the page of a redaction shows it: the surfaces, what stays elsewhere, the pixels.

It repeats no removed word.
"""

from collections.abc import Mapping
from typing import Any

from egide.ui import formats
from egide.ui.pages import Badge, Cell, Column, Table

WHY_PIXELS = {
    "annotations": "elle portait des annotations ou un formulaire",
    "cropped": "une partie en était hors du cadre",
    "layers": "elle contenait des calques",
    "invisible": "elle contenait du texte invisible",
    "hidden": "elle contenait du texte que rien ne montre",
    "odd": "son contenu ne se vérifie pas autrement",
}


def surfaces(report: Mapping[str, Any]) -> Table | None:
    if not report:
        return None
    return Table(
        caption="Endroits examinés",
        columns=(Column(label="Endroit"), Column(label="Constat")),
        rows=tuple(
            (
                Cell(text=surface["label"]),
                Cell(
                    badge=Badge(
                        label=formats.count(surface["count"], "constat") if surface["count"] else "rien",
                        tone="late" if surface["count"] else "met",
                    ),
                    detail=_found(report, surface["code"]),
                ),
            )
            for surface in report["surfaces"]
        ),
    )


def _found(report: Mapping[str, Any], code: str) -> str:
    said = []
    for one in report["findings"]:
        if one["surface"] == code:
            where = f"page {one['page']}" if one["page"] else "dans le fichier"
            said.append(f"{one.get('word') or 'élément inattendu'}, {where}")
    return " · ".join(dict.fromkeys(said[:6]))


def stays(report: Mapping[str, Any]) -> tuple[str, ...]:
    shown = []
    for one in report.get("stays", ()):
        pages = ", ".join(str(page) for page in one["pages"])
        shown.append(
            f"«\u00a0{one['word']}\u00a0» reste visible {'page' if len(one['pages']) == 1 else 'pages'} {pages}."
        )
    return tuple(shown)


def pixels(report: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        f"Page {number}\u00a0: {WHY_PIXELS.get(why, why)}."
        for number, why in sorted(report.get("pixels", {}).items(), key=lambda pair: int(pair[0]))
    )
