"""The iCalendar format (RFC 5545), written line by line: all-day events, folded at 75 octets, ended by CRLF.

Not a reader of it: the house sends calendars and takes none. The words come from calendar_entries.py.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from egide.interfaces.staff.calendar_entries import Entry

FOLD = 75  # octets of a line, its end apart
CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Office des professions du Quebec//Egide//FR"


def written(entries: Iterable[Entry], *, name: str, host: str, now: datetime) -> bytes:
    """Will write a whole calendar; each event says a number and a label, and nothing else."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        *(line for entry in entries for line in _event(entry, host=host, now=now)),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def folded(line: str) -> bytes:
    """Will cut a line in pieces of 75 octets at most, each after the first begun by a space, never inside a letter."""
    pieces: list[bytes] = []
    current, room = b"", FOLD
    for letter in line:
        octets = letter.encode()
        if len(current) + len(octets) > room:
            pieces.append(current)
            current, room = b"", FOLD - 1  # the space that begins the next line counts
        current += octets
    pieces.append(current)
    return b"\r\n ".join(pieces) + b"\r\n"


def _event(entry: Entry, *, host: str, now: datetime) -> Iterator[str]:
    words = f"{entry.number} · {entry.label}" if entry.number else entry.label
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.key)}@{host}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_day(entry.day)}"
    yield f"DTEND;VALUE=DATE:{_day(entry.day + timedelta(days=1))}"
    yield f"SUMMARY:{_text(words)}"
    yield "TRANSP:TRANSPARENT"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _text(words: str) -> str:
    """Will escape what the format reserves; a control character has no place in a calendar."""
    kept = "".join(letter for letter in words if letter == "\n" or letter.isprintable() or letter == "\u00a0")
    for mark in ("\\", ";", ","):
        kept = kept.replace(mark, f"\\{mark}")
    return kept.replace("\n", "\\n")
