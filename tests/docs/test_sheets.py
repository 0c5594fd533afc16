"""The sheets in docs/sheets say what the declarations say today; a change of law changes them in the same commit."""

from pathlib import Path

from django.test import SimpleTestCase

from egide.interfaces.commands.sheets_files import files

FOLDER = Path(__file__).parents[2] / "docs" / "sheets"
REMEDY = "Récrivez les fiches : .venv/bin/egide sheets write"


def test_each_sheet_is_what_its_declaration_gives_today() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}

    wanted = files()

    assert sorted(kept) == sorted(wanted), REMEDY
    assert [name for name in wanted if kept[name] != wanted[name]] == [], REMEDY


def test_a_changed_law_changes_the_sheet() -> None:
    from dataclasses import replace

    from egide.kernel import registry

    before, whole = files(), registry.modules()
    changed = tuple(replace(m, name="Autre nom") if m.code == "interventions" else m for m in whole)
    try:
        registry.install(changed)
        after = files()
    finally:
        registry.install(whole)

    assert before["interventions.md"] != after["interventions.md"]
    assert before["disclosures.md"] == after["disclosures.md"]


def test_a_picture_is_a_file_of_its_own() -> None:
    svg = files()["interventions.svg"]

    assert svg.startswith("<svg xmlns=")
    assert "prefers-color-scheme" in svg
    SimpleTestCase().assertXMLEqual(svg, svg)
