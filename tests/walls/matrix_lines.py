"""The table of rights as data: one file of tests/walls/matrix for each part of the house, read here into lines.

Written by hand and reviewed; test_matrix.py compares it with the house, whole.
"""

from dataclasses import dataclass
from pathlib import Path

# The columns. « recused » works where the dossier is and declared a conflict; « inactive » left after signing in.
AUDIENCES: dict[str, tuple[str, ...]] = {
    "anonymous": ("",),
    "external": ("denis",),
    "inactive": ("inactive",),
    "stranger": ("amelie", "irene", "farid"),
    "elsewhere": ("odile", "claire", "simon", "yvette", "pierre", "solange", "lise", "luc", "mona"),
    "recused": ("recused",),
    "intake": ("bruno",),
    "analyst": ("nadia",),
    "head": ("marc",),
    "president": ("helene",),
    "archivist": ("rene",),
}
# The public home shares its address, « / », with the entrance, which answers first.
# 200 shown · 302 sign in, or go to one's work · 400 the gate lets through, the form carries no version · 403 refused
# with its reason · 404 does not exist for you · 405 not this method · 422 the form is empty.
TABLES = Path(__file__).parent / "matrix"


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    name: str
    method: str
    expected: dict[str, int]


def lines() -> dict[tuple[str, str], Line]:
    """Will read the tables, one after the other; a line stands once among them all."""
    found: dict[tuple[str, str], Line] = {}
    for file in sorted(TABLES.glob("*.txt")):
        header, *rows = [row.split() for row in file.read_text().splitlines() if row.strip()]
        assert tuple(header) == tuple(AUDIENCES), file.name
        for name, method, *statuses in rows:
            assert (name, method) not in found, f"{file.name} : {name} {method} est déjà dans une table."
            found[name, method] = Line(name, method, dict(zip(header, map(int, statuses), strict=True)))
    return found


# People whom one page treats otherwise than the rest of their column: those who answer access requests.
APART: dict[tuple[str, str], dict[str, int]] = {
    # Each keeps the register of mail of her own compartment.
    ("staff:register_new", "GET"): dict.fromkeys(
        ("amelie", "odile", "claire", "yvette", "pierre", "solange", "luc"), 200
    ),
    ("staff:register_new", "POST"): dict.fromkeys(
        ("amelie", "odile", "claire", "yvette", "pierre", "solange", "luc"), 422
    ),
    # On each side of a wall, someone prepares its lists and places its holds.
    ("staff:hold_place", "GET"): dict.fromkeys(("odile", "claire", "yvette", "pierre"), 200),
    ("staff:hold_place", "POST"): dict.fromkeys(("odile", "claire", "yvette", "pierre"), 422),
    ("staff:disposal_new", "GET"): dict.fromkeys(("odile", "yvette", "pierre"), 200),
    ("staff:disposal_new", "POST"): dict.fromkeys(("odile", "yvette", "pierre"), 422),
    ("staff:commissioner_house", "GET"): {"claire": 200, "simon": 200},
    ("staff:report_new", "GET"): {"claire": 200, "simon": 200},
    ("staff:report_new", "POST"): {"claire": 422, "simon": 422},
    ("staff:work_new", "GET"): {"claire": 200, "simon": 200},
    ("staff:work_new", "POST"): {"claire": 422, "simon": 422},
    ("staff:admission_summaries", "GET"): {"claire": 200, "simon": 200},
    ("staff:admission_openings", "GET"): {"claire": 200},
    ("staff:sealed_release", "GET"): {"claire": 200},
    ("staff:sealed_release", "POST"): {"claire": 400},
    ("staff:admission_certificate", "POST"): {"claire": 200},
    ("staff:admission_letterhead", "GET"): {"claire": 200},
    ("staff:admission_letterhead", "POST"): {"claire": 422},
    ("administration:texts", "GET"): {"amelie": 200, "lise": 200},
    ("administration:text", "GET"): {"amelie": 200, "lise": 200},
    ("administration:text_new", "GET"): {"amelie": 200, "lise": 200},
    ("administration:text_new", "POST"): {"amelie": 422, "lise": 422},
    ("administration:text_paste", "GET"): {"amelie": 200, "lise": 200},
    ("administration:text_paste", "POST"): {"amelie": 422, "lise": 422},
    ("administration:text_version", "GET"): {"amelie": 200, "lise": 200},
    ("administration:text_version", "POST"): {"amelie": 422, "lise": 422},
    ("staff:ombudsman", "GET"): {"claire": 200, "luc": 200, "mona": 200},
    ("staff:ombudsman_report", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_network", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_meetings", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_new", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_name", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_delegates", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_delegate_new", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_delegate_new", "POST"): {"claire": 422, "luc": 422},
    ("staff:ombudsman_delegate", "GET"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_delegate_step", "GET"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_delegate_step", "POST"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_subjects", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_subject_new", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_subject_new", "POST"): {"claire": 422, "luc": 422},
    ("staff:ombudsman_subject_rename", "GET"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_subject_rename", "POST"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_subject_end", "GET"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_subject_end", "POST"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_meeting", "GET"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_meeting", "POST"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_meeting_file", "GET"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_meeting_new", "GET"): {"claire": 200, "luc": 200},
    ("staff:ombudsman_new", "POST"): {"claire": 422, "luc": 422},
    ("staff:ombudsman_name", "POST"): {"claire": 422, "luc": 422},
    ("staff:ombudsman_meeting_new", "POST"): {"claire": 422, "luc": 422},
    ("staff:ombudsman_end", "GET"): {"claire": 404, "luc": 404},
    ("staff:ombudsman_end", "POST"): {"claire": 404, "luc": 404},
    ("staff:incidents", "GET"): {"amelie": 200, "claire": 200},
    ("staff:incidents_pdf", "GET"): {"amelie": 200, "claire": 200},
    ("staff:access_new", "GET"): {"amelie": 200, "lise": 200},
    ("staff:access_new", "POST"): {"amelie": 422, "lise": 422},
    ("staff:access_register", "GET"): {"amelie": 200, "lise": 200},
    ("staff:released_register", "GET"): {"amelie": 200, "lise": 200},
    ("staff:released_withdraw", "GET"): {"amelie": 404, "lise": 404},
    ("staff:released_withdraw", "POST"): {"amelie": 404, "lise": 404},
}
LINES = lines()
NAMES = tuple(dict.fromkeys(line.name for line in LINES.values()))
