"""The iCalendar text, read back by a strict reading of RFC 5545 written here: lines, folding, escapes, days.

No parser is installed; this one accepts only what the standard says of the few properties that the house writes.
"""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from egide.interfaces.staff.calendar_entries import Entry
from egide.interfaces.staff.calendar_format import FOLD, folded, written

NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
TODAY = NOW.date()
NAME = re.compile(r"[A-Z-]+")
WANTED = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"}


def entry(number: str = "MAN-2026-00001", label: str = "Livrer le mandat", day: date = TODAY) -> Entry:
    return Entry(key=f"{number}-1", day=day, number=number, label=label, title="Le titre secret")


def text(entries: list[Entry]) -> bytes:
    return written(entries, name="Égide", host="egide.example", now=NOW)


def unfolded(body: bytes) -> list[str]:
    """Section 3.1: CRLF ends every line, 75 octets at most, a space continues; no other line end."""
    assert body.endswith(b"\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert b"\r" not in body.replace(b"\r\n", b"")
    for line in body.split(b"\r\n"):
        assert len(line) <= FOLD
        line.decode()  # no letter is cut
    return body.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def parsed(body: bytes) -> list[dict[str, str]]:
    """Section 3.6: one calendar, its events, each property once, known parameters only, values unescaped."""
    lines = unfolded(body)
    assert (lines[0], lines[-1], lines[1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "VERSION:2.0")
    events: list[dict[str, str]] = []
    current: dict[str, str] | None = None
    for line in lines[1:-1]:
        head, colon, value = line.partition(":")
        name, _, parameters = head.partition(";")
        assert colon, line
        assert NAME.fullmatch(name), line
        assert parameters in ("", "VALUE=DATE", "VALUE=DURATION")
        if line == "BEGIN:VEVENT":
            assert current is None
            current = {}
        elif line == "END:VEVENT":
            assert current is not None
            assert set(current) >= WANTED
            events.append(current)
            current = None
        elif current is not None:
            assert name not in current
            current[name] = _value(name, value)
    assert current is None
    return events


def _value(name: str, value: str) -> str:
    if name in ("DTSTART", "DTEND"):
        assert re.fullmatch(r"\d{8}", value)
        date.fromisoformat(value)
    elif name == "DTSTAMP":
        assert re.fullmatch(r"\d{8}T\d{6}Z", value)
    elif name == "SUMMARY":
        assert re.fullmatch(r"(?:[^\\;,\x00-\x1f\x7f]|\\[\\;,n])*", value), value
        return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value)
    return value


def test_an_event_is_a_whole_day_with_a_number_and_a_label_and_no_title() -> None:
    (event,) = parsed(text([entry()]))

    assert (event["DTSTART"], event["DTEND"]) == ("20261123", "20261124")
    assert event["SUMMARY"] == "MAN-2026-00001 · Livrer le mandat"
    assert event["UID"] == "MAN-2026-00001-1@egide.example"
    assert b"secret" not in text([entry()])


def test_the_same_thing_on_another_day_keeps_its_identifier() -> None:
    one, other = (parsed(text([entry(day=day)]))[0] for day in (date(2026, 1, 1), date(2026, 12, 31)))

    assert one["UID"] == other["UID"]
    assert other["DTEND"] == "20270101"


def test_an_empty_calendar_is_a_calendar() -> None:
    assert parsed(text([])) == []


@settings(max_examples=40, deadline=None)
@given(label=st.text(max_size=120), number=st.sampled_from(["", "INT-2026-00142"]))
def test_no_word_breaks_the_grammar(label: str, number: str) -> None:
    (event,) = parsed(text([entry(number=number or "R", label=label)]))

    assert "\x00" not in event["SUMMARY"]


@pytest.mark.parametrize("line", ["é" * 200, "a" * 75, "a" * 76, "😀" * 40, ""])
def test_a_line_is_folded_between_letters_and_unfolds_to_itself(line: str) -> None:
    assert "".join(unfolded(folded(line))) == line
