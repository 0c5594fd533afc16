"""Real sources of the kinds that are brought in: lists in several encodings, XML, workbooks, trees; and their plans.

Written on the disk by each test; nothing here is the house's.
"""

import csv
import io
from pathlib import Path

from egide.kernel.imports.plan import Plan, read_plan

HEADER = ("No", "Objet", "Classe", "Service", "Ouverture", "Fermeture", "Pièces", "Notes")
LINES = (
    ("R-1001", "Comité d’évaluation", "1130", "Interv.", "03/02/2009", "15/06/2011", "a.txt\vsous/b.txt", "Noté\vsuite"),  # noqa: E501
    ("R-1002", "Réforme des tarifs à l’été", "1130", "Interv.", "12/11/2012", "", "", ""),
    ("R-1003", "Plan d’action œuvre", "1300", "Interv.", "01/01/2014", "", "c.txt", ""),
)  # fmt: skip
PLAN = """
source = "filemaker-essai"
target = "files"
compartment = "office"
[list]
format = "csv"
path = "liste.csv"
encoding = "{encoding}"
separator = ","
header = true
[columns]
number = "No"
title = "Objet"
class = "Classe"
unit = "Service"
received_on = "Ouverture"
closed_on = "Fermeture"
files = "Pièces"
description = "Notes"
[fixed]
template = "plain"
[words.unit]
"Interv." = "interventions"
[dates]
formats = ["%d/%m/%Y"]
[files]
root = "pieces"
separator = "\\n"
unfit = "{unfit}"
"""


def csv_text(lines: tuple[tuple[str, ...], ...] = LINES, header: tuple[str, ...] = HEADER) -> str:
    """Will write lines as FileMaker does: every value quoted, a carriage return at the end."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r")
    writer.writerows((header, *lines))
    return out.getvalue()


def csv_source(
    folder: Path, lines: tuple[tuple[str, ...], ...] = LINES, *, encoding: str = "mac_roman", unfit: str = "refuse"
) -> Plan:  # fmt: skip
    """Will write the list, its three files and its plan."""
    (folder / "pieces" / "sous").mkdir(parents=True, exist_ok=True)
    for path in ("a.txt", "sous/b.txt", "c.txt"):
        (folder / "pieces" / path).write_text(f"Contenu de {path}, gardé tel quel.\n", encoding="utf-8")
    (folder / "liste.csv").write_bytes(csv_text(lines).encode(encoding))
    return planned(folder, PLAN.format(encoding=encoding, unfit=unfit))


def planned(folder: Path, text: str) -> Plan:
    """Will write a plan and read it."""
    path = folder / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return read_plan(path)


def xml_text(lines: tuple[tuple[str, ...], ...] = LINES, *, prologue: str = "") -> str:
    """Will write an FMPXMLRESULT."""
    from xml.sax.saxutils import escape, quoteattr

    fields = "".join(f'<FIELD EMPTYOK="YES" MAXREPEAT="1" NAME={quoteattr(n)} TYPE="TEXT"/>' for n in HEADER)
    rows = "".join(
        f'<ROW MODID="1" RECORDID="{place}">'
        + "".join(f"<COL><DATA>{escape(cell.replace(chr(11), chr(10)))}</DATA></COL>" for cell in line)
        + "</ROW>"
        for place, line in enumerate(lines)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" ?>{prologue}'
        '<FMPXMLRESULT xmlns="http://www.filemaker.com/fmpxmlresult"><ERRORCODE>0</ERRORCODE>'
        f'<METADATA>{fields}</METADATA><RESULTSET FOUND="{len(lines)}">{rows}</RESULTSET></FMPXMLRESULT>'
    )
