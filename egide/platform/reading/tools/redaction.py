"""Redaction in the reading child: each operation takes the received file, or a bundle, and gives files back.

A bundle is a ZIP that the house itself made: several files for one operation. The work is in redact*.py and
leaks*.py.
"""

import shutil
import zipfile
from pathlib import Path
from typing import Any

from egide.platform.reading import leaks, redact, redact_building
from egide.platform.reading.tools import Answer, Source, kept

Boxes = list[dict[str, Any]]


def look(source: Source) -> Answer:
    """Will say of each page its size, and why it must become an image if it must."""
    return Answer(redact.look(_file(source)))


def burn(source: Source, *, number: int, boxes: Boxes) -> Answer:
    """Will give one page as pixels, boxes burned, with the words that these pixels say."""
    target = source.place() / "page.png"
    told = redact.burn(_file(source), target=target, number=number, boxes=boxes)
    told["words"] = redact.read_again(target, boxes=told["boxes"], dpi=told["dpi"])["words"]
    return Answer(told, [kept(target.read_bytes())])


def preview(source: Source, *, number: int, boxes: Boxes) -> Answer:
    """Will give one page as it would be published, as a small picture."""
    target = source.place() / "page.webp"
    told = redact.preview(_file(source), target=target, number=number, boxes=boxes)
    return Answer(told, [kept(target.read_bytes())])


def build(source: Source) -> Answer:
    """Will build the new file from a bundle: source.pdf, plan.json, the pictures that the plan names."""
    place = _opened(source)
    told = redact_building.build(place / "source.pdf", target=place / "made.pdf", plan=place / "plan.json")
    return Answer(told, [kept((place / "made.pdf").read_bytes())])


def scan(source: Source) -> Answer:
    """Will look for leaks in a bundle: made.pdf, expected.json."""
    place = _opened(source)
    return Answer(leaks.scan(place / "made.pdf", expected=place / "expected.json"))


def _file(source: Source) -> Path:
    place = source.place() / "source.pdf"
    with open(source.descriptor, "rb", closefd=False) as given, place.open("wb") as copy:
        given.seek(0)
        shutil.copyfileobj(given, copy)
    return place


def _opened(source: Source) -> Path:
    place = source.place()
    with open(source.descriptor, "rb", closefd=False) as given, zipfile.ZipFile(given) as bundle:
        for name in bundle.namelist():
            if Path(name).name == name:  # the house made it; nothing climbs out of it all the same
                (place / name).write_bytes(bundle.read(name))
    return place
