"""What comes out is an archive and an accessible document at once: read in the file itself."""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from egide.platform.typesetting.blocks import parse
from tests.platform.typesetting.samples import letter, opened, pdf_of

BODY = """Voici un paragraphe d’introduction.

# Les repères

- un premier élément
- un second élément

> une citation du _Code des professions_

| Étape | Date
| Réponse | 14 juin 2026

! Un avis sur la protection des renseignements personnels."""


@pytest.fixture(scope="module")
def pdf() -> Iterator[pikepdf.Pdf]:
    """A letter with every kind of block."""
    blocks = [block.data() for block in parse(BODY)]
    with opened(pdf_of(letter(blocks=blocks, enclosures=["Copie de la lettre"]))) as document:
        yield document


def test_it_says_that_it_is_pdf_a_2a_and_pdf_ua_1(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Accusé de réception de votre demande d’intervention"


def test_it_declares_french_canada_its_title_and_its_tags(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.Root.Lang) == "fr-CA"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(pdf.Root.MarkInfo.Marked)


def test_it_has_one_output_intent_with_a_colour_profile(pdf: pikepdf.Pdf) -> None:
    (intent,) = pdf.Root.OutputIntents

    assert intent.S == "/GTS_PDFA1"
    assert len(intent.DestOutputProfile.read_bytes()) > 100


def test_it_embeds_the_vendored_fonts_and_no_other(pdf: pikepdf.Pdf) -> None:
    names = set()
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            (descendant,) = font.DescendantFonts
            descriptor = descendant.FontDescriptor
            assert any(key in descriptor for key in ("/FontFile2", "/FontFile3"))
            names.add(re.sub(r"^/[A-Z]{6}\+", "", str(descendant.BaseFont)))

    assert names <= {"OpenSans", "OpenSans-Italic", "OpenSans-Semibold", "OpenSans-Bold", "DejaVuSans"}
    assert "OpenSans" in names


def test_its_structure_tells_the_letter_in_order(pdf: pikepdf.Pdf) -> None:
    tags = [tag for tag, _ in _walk(pdf.Root.StructTreeRoot)]

    for expected in ("/H1", "/H2", "/L", "/LI", "/LBody", "/BlockQuote", "/Table", "/TH", "/TD", "/Figure"):
        assert expected in tags, expected
    assert tags.count("/H1") == 1  # « Objet », the only title of a letter
    assert tags.index("/Figure") < tags.index("/H1") < tags.index("/L") < tags.index("/Table")


def test_its_logo_has_a_text_alternative(pdf: pikepdf.Pdf) -> None:
    alternatives = [str(node.Alt) for tag, node in _walk(pdf.Root.StructTreeRoot) if tag == "/Figure"]

    assert alternatives == ["Logo : Office des professions du Québec"]


def test_the_watermark_and_the_footer_are_not_read_aloud() -> None:
    with opened(pdf_of(letter(mark="PROJET"))) as pdf:
        content = pdf.pages[0].Contents.read_bytes()

    assert content.count(b"/Artifact") >= 2


def _walk(node: Any) -> Iterator[tuple[str, Any]]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S), kid
            yield from _walk(kid)
