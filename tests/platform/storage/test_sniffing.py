"""The type of a file by its content: what the name promises is checked, and programs are recognised."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egide.platform.storage import media
from egide.platform.storage.sniffing import is_mismatched, is_refused, sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WINDOWS = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(120)


def zipped(*members: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def photo(*brands: bytes) -> bytes:
    """The head of an ISO base media file: the major brand, a version, the compatible brands."""
    box = b"ftyp" + brands[0] + bytes(4) + b"".join(brands[1:])
    return (len(box) + 4).to_bytes(4, "big") + box + bytes(64)


WORD = zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>"))
JAR = zipped(("META-INF/MANIFEST.MF", b"Main-Class: A"), ("A.class", b"\xca\xfe\xba\xbe"))


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "avis.pdf", "application/pdf"),
        (b"%PDF-1.4\ntexte seulement", "avis.pdf", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a.png", "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "a.jpg", "image/jpeg"),
        (WORD, "lettre.docx", media.DOCX),
        (zipped(("mimetype", media.ODT.encode())), "lettre.odt", media.ODT),
        (zipped(("photo.png", b"x")), "photos.zip", "application/zip"),
        (OLE, "vieux.doc", "application/msword"),
        (OLE, "courriel.msg", "application/vnd.ms-outlook"),
        (OLE, "inconnu", media.OLE),
        ("Madame, je porte plainte à l’été.".encode(), "a.txt", media.TEXT),
        ("Madame, je porte plainte à l'été.".encode("latin-1"), "a.txt", media.TEXT),
        (b"nom;prix\n\xc3\xa9;1\n", "a.csv", "text/csv"),
        (b"MZ est le nom de la rue.", "a.txt", media.TEXT),
        (b"BM: notes du 3 mai", "a.txt", media.TEXT),
        (b"<!DOCTYPE html><html><script>alert(1)</script>", "a.txt", "text/html"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", "image/svg+xml"),
        (bytes(range(256)), "a.dat", media.OCTETS),
        (photo(b"heic", b"mif1", b"heic"), "IMG_0001.HEIC", "image/heic"),
        (photo(b"mif1", b"mif1", b"heic"), "IMG_0001.HEIC", "image/heic"),
        (photo(b"heic", b"mif1"), "IMG_0001.jpg", "image/heic"),
        (photo(b"heic", b"mif1") + b"PK\x03\x04" + WINDOWS, "polyglotte.heic", "image/heic"),
        (photo(b"mif1", b"miaf"), "photo.heif", "image/heif"),
        (photo(b"hevc", b"msf1"), "rafale.heics", "image/heic-sequence"),
        (photo(b"avif", b"mif1"), "photo.avif", "image/avif"),
        (photo(b"mp42", b"isom"), "film.mp4", "video/mp4"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8X" + bytes(16), "capture.webp", "image/webp"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8L" + bytes(16), "capture.jpg", "image/webp"),
    ],
)
def test_it_names_the_type_of_the_content(head: bytes, name: str, expected: str) -> None:
    assert sniff(head, name) == expected


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (WINDOWS, "avis.pdf"),
        (b"\x7fELF\x02\x01\x01" + bytes(60), "photo.jpg"),
        (b"#!/bin/sh\nrm -rf ~\n", "notes.txt"),
        (JAR, "archive.zip"),
        (b"texte innocent", "facture.pdf.js"),
        (b"texte innocent", "FACTURE.EXE"),
        (OLE, "installe.msi"),
        (b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(60), "raccourci"),
    ],
)
def test_it_refuses_a_program_whatever_its_name(head: bytes, name: str) -> None:
    assert is_refused(sniff(head, name), name)


def test_it_accepts_what_only_looks_like_a_program_to_a_hasty_reader() -> None:
    assert not is_refused(sniff(b"MZ est le nom de la rue.", "a.txt"), "a.txt")


@pytest.mark.parametrize(
    ("head", "name", "mismatch"),
    [
        (b"%PDF-1.7\n\xe2\xe3", "avis.pdf", False),
        (b"%PDF-1.7\n\xe2\xe3", "avis.docx", True),
        (b"<html><script>", "avis.pdf", True),
        (WORD, "avis.pdf", True),
        (WORD, "avis.docx", False),
        (b"bonjour", "avis.inconnu", False),
        (b"bonjour", "avis", False),
    ],
)
def test_it_notices_a_misleading_extension(head: bytes, name: str, mismatch: bool) -> None:
    assert is_mismatched(sniff(head, name), name) is mismatch


@given(st.binary(max_size=2000), st.sampled_from(["a.pdf", "a", "a.doc", "a.csv"]))
def test_it_always_finds_a_type(head: bytes, name: str) -> None:
    assert "/" in sniff(head, name)


@pytest.mark.parametrize(
    ("media_type", "name", "expected"),
    [
        ("image/heic", "IMG_0001.HEIC", False),
        ("image/heic", "IMG_0001.heif", False),
        ("image/heic", "IMG_0001.jpg", True),
        ("image/webp", "capture.png", True),
        ("image/avif", "photo.avif", False),
    ],
)
def test_it_says_that_a_photo_is_not_what_its_name_promises(
    media_type: str, name: str, expected: bool
) -> None:
    assert is_mismatched(media_type, name) is expected


@pytest.mark.parametrize("size", [0, 1, 8, 12, 2**32 - 1])
def test_a_broken_length_in_a_photo_is_no_trouble(size: int) -> None:
    assert sniff(size.to_bytes(4, "big") + b"ftypmif1" + bytes(8), "photo.heic") in {
        "image/heif",
        media.OCTETS,
    }
