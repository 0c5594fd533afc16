"""Redaction kills what a PDF hides, and the leak scan finds what is put back by force, surface by surface.

The scan shares no code with the producer: each secret planted in a clean copy must be found where it was planted.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageDraw

from egide.platform.reading import leaks, redact, redact_building
from egide.platform.reading.leaks_words import Sought, folded, unbroken
from tests.platform.reading import hostile

SECRETS = [{"n": 1, "key": "zyrtanelle", "kind": "word"}, {"n": 2, "key": "4185550147", "kind": "phrase"}]
TITLE = "Copie caviardée"


def redacted(source: Path, folder: Path, *more: dict[str, Any]) -> tuple[Path, dict[str, Any]]:
    """Will redact the box of the first page, and more, as the job does; returns the copy and what it should hold."""
    burned = {}
    seen = redact.look(source)["pages"]
    for page in seen:
        boxes = [hostile.BOX, *more] if page["number"] == 1 else []
        if not boxes and not page["why"]:
            continue
        name = f"{page['number']}.png"
        told = redact.burn(source, target=folder / name, number=page["number"], boxes=boxes)
        told["words"] = redact.read_again(folder / name, boxes=told["boxes"], dpi=told["dpi"])["words"]
        burned[str(page["number"])] = {**told, "file": name}
    plan = folder / "plan.json"
    plan.write_text(json.dumps({"title": TITLE, "burned": burned}), "utf-8")
    target = folder / "copie.pdf"
    redact_building.build(source, target=target, plan=plan)
    expected = {
        "file_name": "copie.pdf", "neutral_name": "copie.pdf", "title": TITLE, "pages": len(seen),
        "burned": burned, "secrets": SECRETS, "visible": {},
    }  # fmt: skip
    return target, expected


def scanned(target: Path, expected: dict[str, Any]) -> dict[str, Any]:
    """Will run the scan."""
    told = target.with_suffix(".json")
    told.write_text(json.dumps(expected), "utf-8")
    return leaks.scan(target, expected=told)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A clean copy of two honest pages; the scan finds nothing in it."""
    folder = tmp_path_factory.mktemp("propre")
    target, expected = redacted(hostile.plain(folder / "source.pdf"), folder)
    report = scanned(target, expected)
    assert report["findings"] == []
    return target, expected


def test_every_hiding_place_of_a_hostile_file_is_emptied(tmp_path: Path) -> None:
    source = hostile.hostile(tmp_path / "source.pdf")
    assert hostile.SECRET.encode() in source.read_bytes()

    target, expected = redacted(source, tmp_path)

    assert scanned(target, expected)["findings"] == []
    with pikepdf.open(target) as pdf:
        held = set(pdf.Root.keys()) - {"/Type", "/Pages"}
        assert held == {"/StructTreeRoot", "/MarkInfo", "/Lang", "/ViewerPreferences", "/Metadata"}
        assert list(pdf.trailer.Info.keys()) == ["/Title"]
        for page in pdf.pages:
            assert set(page.obj.keys()) <= {
                "/Type", "/Parent", "/MediaBox", "/Resources", "/Contents", "/StructParents", "/Tabs",
            }  # fmt: skip
    assert target.read_bytes().count(b"%%EOF") == 1


@pytest.mark.parametrize("place", hostile.PLANTS)
def test_the_scan_finds_what_is_planted(
    place: str, clean: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    surface, plant = hostile.PLANTS[place]
    target = tmp_path / "copie.pdf"
    shutil.copy(clean[0], target)
    plant(target)

    report = scanned(target, {**clean[1], "burned": {}})

    assert surface in {one["surface"] for one in report["findings"]}
    assert hostile.SECRET.lower() not in str(report).lower()


def test_the_scan_reads_the_file_name(clean: tuple[Path, dict[str, Any]]) -> None:
    named = {**clean[1], "burned": {}, "file_name": f"plainte-{hostile.SECRET}.pdf"}

    found = [one for one in scanned(clean[0], named)["findings"] if one["surface"] == "file_name"]

    assert {one["why"] for one in found} == {"secret", "unexpected"}


def test_the_scan_reads_the_pixels(clean: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    """A picture in which the box is half transparent, and the name still readable, is refused twice."""
    target = tmp_path / "copie.pdf"
    expected = clean[1]
    with pikepdf.open(clean[0]) as pdf:
        image = pikepdf.PdfImage(pdf.pages[0].resources.XObject.Image).as_pil_image()
        pen = ImageDraw.Draw(image)
        x0, y0, x1, y1 = expected["burned"]["1"]["boxes"][0]["rect"]
        pen.rectangle((x0, y0, x1, y1), fill=255)
        grown = Image.new("L", (200, 20), 255)
        ImageDraw.Draw(grown).text((4, 4), hostile.SECRET, fill=0)
        image.paste(grown.resize((x1 - x0, y1 - y0)), (x0, y0))
        pdf.pages[0].resources.XObject.Image.write(image.tobytes())
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable, fix_metadata_version=False)

    found = {one["surface"] for one in scanned(target, expected)["findings"]}

    assert "pixels" in found


def test_a_page_of_a_format_that_makes_no_round_pixels_is_no_leak(tmp_path: Path) -> None:
    source = hostile.plain(tmp_path / "source.pdf")
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:  # as wide as A4: 1,653.5 pixels at 200 dpi
            page.MediaBox = pikepdf.Array([0, 0, 595.276, page.MediaBox[3]])
        pdf.save(source)

    target, expected = redacted(source, tmp_path)

    assert scanned(target, expected)["findings"] == []


def test_zones_that_meet_are_no_leak(tmp_path: Path) -> None:
    """Each holds some of the other's label."""
    inside = {"x0": 28.0, "y0": 88.0, "x1": 120.0, "y1": 112.0, "label": "art. 54"}
    across = {"x0": 100.0, "y0": 100.0, "x1": 260.0, "y1": 140.0, "label": "art. 53 et 54"}

    target, expected = redacted(hostile.plain(tmp_path / "source.pdf"), tmp_path, inside, across)

    assert scanned(target, expected)["findings"] == []


def test_what_lawfully_stays_is_told_and_is_no_leak(clean: tuple[Path, dict[str, Any]]) -> None:
    stays = {"secrets": [{"n": 1, "key": "citoyen", "kind": "word"}], "burned": {}}

    allowed = scanned(clean[0], {**clean[1], **stays, "visible": {"citoyen": [1, 2]}})
    refused = scanned(clean[0], {**clean[1], **stays, "visible": {"citoyen": [1]}})

    assert allowed["findings"] == []
    assert allowed["visible"] == [{"secret": 1, "page": 1}, {"secret": 1, "page": 2}]
    assert {one["page"] for one in refused["findings"]} >= {2}


def test_an_untouched_page_keeps_its_text_and_loses_its_marks(tmp_path: Path) -> None:
    target, _ = redacted(hostile.plain(tmp_path / "source.pdf"), tmp_path)

    with pikepdf.open(target) as pdf:
        kept = pdf.pages[1].Contents.read_bytes()
        touched = pdf.pages[0].Contents.read_bytes()
    assert b"demeure public" in kept
    assert kept.startswith(b"/P <</MCID 0>> BDC")
    assert b"/Artifact BMC" in touched
    assert b"art. 53".hex().encode() in touched  # the label is told in the text layer


def test_bytes_are_sought_in_every_writing() -> None:
    sought = Sought(SECRETS, {})

    for written in ("ZYRTANELLE", "Zyrta-nelle", "Zyrtanellé", "Z y r t a n e l l e"):
        for code in ("latin-1", "utf-8", "utf-16-be", "utf-16-le"):
            assert sought.in_bytes(b"\x00\xff" + written.encode(code) + b"\x01") == [1], (written, code)
    assert sought.in_bytes(b"<" + b"Zyrtanelle".hex().encode() + b"> Tj") == [1]
    assert sought.in_bytes(b"rien") == []
    assert folded("Œuvre d’Élise") == "oeuvre d’elise"
    assert unbroken("418 555-0147") == "4185550147"


def test_a_picture_loses_what_is_written_beside_its_pixels() -> None:
    from egide.platform.reading.redact_cleaning import bare_jpeg

    bare = bare_jpeg(hostile.jpeg(hostile.SECRET))

    assert hostile.SECRET.encode() not in bare
    assert bare.startswith(b"\xff\xd8")
    assert bare.endswith(b"\xff\xd9")
