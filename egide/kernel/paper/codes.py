"""What the labels carry: a short code that says what the thing is and its number, never a title or a name.

« EG/B/BTE-2026-00012 » a box, « EG/P/INT-2026-00004/2 » a part of a dossier, « EG/L/QC-ARCH-03 » a shelf.
"""

import re
from dataclasses import dataclass

BOX, PART, PLACE = "B", "P", "L"
_CODE = re.compile(
    r"EG/(?P<kind>[BPL])/(?P<number>[A-Z0-9][A-Z0-9-]{0,38})(?:/(?P<rank>[1-9][0-9]{0,8}))?", re.ASCII
)
_BOX_NUMBER = re.compile(r"BTE-[0-9]{4}-[0-9]{5,}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Label:
    """A label as read: `rank` is that of a part, nothing for the others."""

    kind: str
    number: str
    rank: int = 0

    def __str__(self) -> str:
        return f"EG/{self.kind}/{self.number}" + (f"/{self.rank}" if self.rank else "")


def read_label(text: str) -> Label | None:
    """Will understand a scanned code, or a box's number typed by hand; None when it is neither."""
    said = text.strip().upper()
    if _BOX_NUMBER.fullmatch(said):
        return Label(BOX, said)
    found = _CODE.fullmatch(said)
    if found is None or (found["kind"] == PART) != bool(found["rank"]):
        return None
    return Label(found["kind"], found["number"], int(found["rank"] or 0))
