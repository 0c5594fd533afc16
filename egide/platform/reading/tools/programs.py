"""The programs that the child starts: Tesseract, LibreOffice, pdftotext. A list of arguments, a time, no shell.

Each inherits the child’s locks: no network, little memory, no file of the house.
"""

import os
import re
import select
import shutil
import signal
import subprocess
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from egide.platform.reading import limits
from egide.platform.reading.problems import Broken, TookTooLong, ToolMissing, TooMuch
from egide.platform.reading.tools import Answer, Source, kept, plain

_VERSION = re.compile(r"\d+(?:\.\d+)+")
_LEVEL_WORD = "5"
_NO_MACROS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" \
oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" \
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" \
oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse">\
<value>false</value></prop></item>
</oor:items>
"""


def recognised(
    picture: Image.Image,
    *,
    scale: float,
    size: tuple[float, float],
    source: Source,
    corner: tuple[float, float] = (0.0, 0.0),
) -> Answer:
    """Will recognise the words of a page; `scale` in pixels per point, `size` of the page in points.

    `corner`: where the picture’s top left corner lies on the page, in points from the page’s own.
    """
    language, version = _tesseract()
    # A file in memory, and bare dots: Tesseract reads its standard input a byte at a time, a sixth of its time.
    given = source.place() / "page.tif"
    grey = picture if picture.mode == "L" else picture.convert("L")
    grey.save(given, "TIFF")
    dpi = max(round(scale * 72), 70)
    command = ["tesseract", str(given), "stdout", "-l", language, "--dpi", str(dpi), "--psm", "3", "tsv"]
    table = _run(command, source).decode("utf-8", "replace")
    words, text = _table(table, scale, corner)
    result = {**plain.page(plain.fit(text), size), "words": words}
    return Answer({**result, "tool": f"Tesseract ({language})", "version": version})


def converted(source: Source, *, suffix: str) -> Answer:
    """Will make a PDF of an office file, by LibreOffice with an empty profile that is thrown away."""
    if shutil.which("soffice") is None:
        raise ToolMissing(_absent("soffice"))
    place = source.place()
    profile = place / "profil"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_NO_MACROS, "utf-8")
    given = place / f"document.{suffix}"
    with source.opened() as content, given.open("wb") as copy:
        shutil.copyfileobj(content, copy)
    command = [
        "soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", "--nologo",
        "--nolockcheck", "--nodefault", "--convert-to", "pdf", "--outdir", str(place), str(given),
    ]  # fmt: skip
    _run(command, source)
    made = given.with_suffix(".pdf")
    if not made.is_file() or not made.stat().st_size:
        raise Broken("La version à feuilleter n’a pas pu être faite\u00a0: le fichier résiste à LibreOffice.")
    printed = made.read_bytes()
    return Answer({"tool": "LibreOffice", "version": _producer(printed)}, [kept(printed)])


def pdf_text(source: Source) -> tuple[str, str]:
    """Will return what pdftotext reads of a PDF, pages apart by form feeds, and its version."""
    if shutil.which("pdftotext") is None:
        raise Broken
    command = ["pdftotext", "-enc", "UTF-8", "-l", str(limits.MOST_PAGES), "-", "-"]
    read = _run(command, source, given=source, most=4 * limits.LONGEST_TEXT)
    return read.decode("utf-8", "replace"), _poppler_version()


def _run(
    command: list[str],
    source: Source,
    *,
    given: Source | None = None,
    most: int = limits.LARGEST_OUTPUT,
) -> bytes:
    name = command[0]
    with open(kept(b""), "w+b") as output:
        try:
            started = subprocess.Popen(
                command,
                stdin=_input(given),
                stdout=output,
                stderr=subprocess.DEVNULL,
                cwd=source.place(),
            )
        except OSError as error:
            raise ToolMissing(_absent(name)) from error
        with suppress(OSError):  # it may be over already
            os.setpriority(os.PRIO_PROCESS, started.pid, limits.NICE_PROGRAMS)
        if not _ended(started, seconds=source.left):
            _stop(started, source)
            raise TookTooLong
        if started.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            raise TookTooLong
        output.seek(0, os.SEEK_END)
        if output.tell() > most:
            raise TooMuch
        output.seek(0)
        read = output.read()
    if started.returncode != 0 and not read and name != "soffice":
        raise Broken
    return read


def _ended(started: "subprocess.Popen[bytes]", *, seconds: float) -> bool:
    """Will wait for a program; false when its time is over.

    subprocess asks every twentieth of a second whether it is over; the system tells it at once.
    """
    with suppress(OSError):  # a system that does not lend its watch: asked, then
        watch = os.pidfd_open(started.pid)
        try:
            told = select.poll()
            told.register(watch, select.POLLIN)
            told.poll(seconds * 1000)
        finally:
            os.close(watch)
        seconds = 0.0
    try:
        started.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _input(given: Source | None) -> int:
    if given is None:
        return subprocess.DEVNULL
    os.lseek(given.descriptor, 0, os.SEEK_SET)
    return given.descriptor


def _stop(started: "subprocess.Popen[bytes]", source: Source) -> None:
    """LibreOffice starts others: all who work in the private folder are stopped."""
    started.kill()
    started.wait()
    place = str(source.place())
    for entry in Path("/proc").iterdir():
        try:
            if (
                entry.name.isdigit()
                and os.readlink(entry / "cwd") == place
                and int(entry.name) != os.getpid()
            ):
                os.kill(int(entry.name), signal.SIGKILL)
        except OSError:
            continue


def _table(table: str, scale: float, corner: tuple[float, float]) -> tuple[list[list[Any]], str]:
    """Tesseract’s table, one row a word, as boxes in points and as lines of text."""
    rows = [row.split("\t") for row in table.splitlines()]
    if not rows:
        return [], ""
    at = {name: index for index, name in enumerate(rows[0])}
    words: list[list[Any]] = []
    lines: list[list[str]] = []
    place: tuple[str, ...] = ()
    for row in rows[1:]:
        if len(row) != len(rows[0]) or row[at["level"]] != _LEVEL_WORD or not row[at["text"]].strip():
            continue
        here = tuple(row[at[name]] for name in ("block_num", "par_num", "line_num"))
        if here != place:
            if place and here[:2] != place[:2]:
                lines.append([])
            lines.append([])
            place = here
        word = plain.fit(row[at["text"]])
        lines[-1].append(word)
        left, top, width, height = (int(row[at[name]]) / scale for name in ("left", "top", "width", "height"))
        left, top = left + corner[0], top + corner[1]
        words.append([word, *(round(value, 2) for value in (left, top, left + width, top + height))])
    return words, "\n".join(" ".join(line) for line in lines)


@lru_cache(maxsize=1)
def _tesseract() -> tuple[str, str]:
    listed = _said(["tesseract", "--list-langs"], "tesseract")
    languages = set(listed.split())
    language = next((one for one in ("fra", "eng") if one in languages), None)
    if language is None:
        raise ToolMissing("La reconnaissance du texte n’a pas de langue installée (tesseract-ocr-fra).")
    return language, _first_version(_said(["tesseract", "--version"], "tesseract"))


@lru_cache(maxsize=1)
def _poppler_version() -> str:
    return _first_version(_said(["pdftotext", "-v"], "pdftotext"))


def _producer(content: bytes) -> str:
    """LibreOffice signs its PDF with its version; asking the program takes a second and wants a profile."""
    with pdfium.PdfDocument(content) as document:
        return _first_version(str(document.get_metadata_value("Producer")))


def _said(command: list[str], name: str) -> str:
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ToolMissing(_absent(name)) from error
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def _first_version(text: str) -> str:
    found = _VERSION.search(text)
    return found.group() if found else ""


def _absent(name: str) -> str:
    what = {"tesseract": "La reconnaissance du texte (Tesseract)", "soffice": "LibreOffice"}.get(name, name)
    return f"{what} n’est pas installé sur le serveur. Le fichier est conservé."
