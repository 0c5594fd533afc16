"""Display names: hostile ones become harmless, ordinary French ones stay as they are."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egide.platform.storage.names import LONGEST, clean_name, extension

RLO, ZWSP, NUL = "\u202e", "\u200b", "\x00"


@pytest.mark.parametrize(
    "name",
    ["Plainte – été 2026 (v2).pdf", "L’Écuyer & fils, œuvre.docx", "avis.PDF", "関係.txt", "rapport.tar.gz"],
)
def test_it_keeps_an_ordinary_name(name: str) -> None:
    assert clean_name(name) == name


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\system32\\avis.pdf", "avis.pdf"),
        (f"facture{RLO}fdp.exe", "facturefdp.exe"),
        (f"a{NUL}vis\r\nSet-Cookie: x=1.pdf", "avis Set-Cookie_ x=1.pdf"),
        (f"a{ZWSP}vis.pdf", "avis.pdf"),
        (f"..{NUL}/..{NUL}/avis.pdf", "avis.pdf"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        (f"c{ZWSP}on.txt", "_con.txt"),
        ("com1.pdf", "_com1.pdf"),
        ("console.txt", "console.txt"),
        ('<script>"x"|?*.html', "_script__x____.html"),
        ("   .  ", "document"),
        ("", "document"),
        ("...", "document"),
        (".bashrc", "bashrc"),
        ("avis.pdf.", "avis.pdf"),
        ("avis .pdf ", "avis.pdf"),
        ("e\u0301te\u0301.txt", "été.txt"),
        ("\ud800avis.pdf", "avis.pdf"),
        (b"\xe9t\xe9.pdf", "été.pdf"),
        ("été.pdf".encode(), "été.pdf"),
    ],
)
def test_it_cleans_a_hostile_or_clumsy_name(raw: str | bytes, clean: str) -> None:
    assert clean_name(raw) == clean


def test_it_shortens_five_thousand_characters_and_keeps_the_extension() -> None:
    name = clean_name("é" * 5000 + ".pdf")

    assert name.endswith(".pdf")
    assert len(name) <= LONGEST
    assert len(name.encode()) <= 240


def test_it_shortens_an_endless_extension() -> None:
    assert len(clean_name("a." + "b" * 5000)) == LONGEST


@given(st.one_of(st.text(max_size=400), st.binary(max_size=400)))
def test_it_always_returns_a_harmless_name(raw: str | bytes) -> None:
    name = clean_name(raw)

    assert 0 < len(name) <= LONGEST
    assert not set('/\\<>:"|?*') & set(name)
    assert not any(unicodedata.category(c).startswith("C") for c in name)
    assert name == name.strip(". ")
    assert unicodedata.is_normalized("NFC", name)
    assert clean_name(name) == name


def test_it_reads_the_extension() -> None:
    assert extension("Avis.PDF") == "pdf"
    assert extension("sans extension") == ""
