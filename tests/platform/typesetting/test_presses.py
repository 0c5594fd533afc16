"""Documents set in other processes: the same bytes as here, a refusal that is said, a press that died replaced.

A small template of its own: what letters look like is tried elsewhere.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from egide.platform.typesetting import press
from egide.platform.typesetting.errors import RenderingFailed
from egide.platform.typesetting.presses import Presses
from egide.platform.typesetting.sheets import Sheet
from tests.patience import SECONDS

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
PAGE = """#set document(title: "Essai", date: datetime(year: 2026, month: 11, day: 22))
#set text(lang: "fr", font: "Open Sans", fallback: false)
#import "/data.typ": data
= #data.title
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "page.typ"
    path.write_text(PAGE)
    return path


def sheet(template: Path, title: object) -> Sheet:
    return Sheet(template=template, data={"title": title}, at=AT)


def test_a_press_gives_the_same_bytes_as_here(template: Path) -> None:
    sheets = [sheet(template, f"Élise {n}") for n in range(4)]

    with Presses() as presses:
        done = [presses.set(one, bytes) for one in sheets]
        found = [one.result(timeout=SECONDS) for one in done]

    assert found == [one.rendered() for one in sheets]


def test_a_sheet_that_cannot_be_set_says_so_and_the_next_one_is_set(template: Path) -> None:
    with Presses(count=1) as presses:
        wrong = presses.set(Sheet(template=template, data={}, at=AT), bytes)
        right = presses.set(sheet(template, "Titre"), len)

        with pytest.raises(RenderingFailed):
            wrong.result(timeout=SECONDS)
        assert right.result(timeout=SECONDS) > 1000


def test_a_press_that_dies_is_replaced(template: Path) -> None:
    with Presses(count=1) as presses:
        presses.set(sheet(template, "Un"), bytes).result(timeout=SECONDS)
        presses._children[0].kill()
        lost = presses.set(sheet(template, "Deux"), bytes)
        kept = presses.set(sheet(template, "Trois"), bytes)

        with pytest.raises(RenderingFailed):
            lost.result(timeout=SECONDS)
        assert kept.result(timeout=SECONDS).startswith(b"%PDF")


def test_what_follows_may_fail_too(template: Path) -> None:
    def broken(content: bytes) -> bytes:
        raise RenderingFailed("Non.")

    with Presses(count=1) as presses, pytest.raises(RenderingFailed, match="Non"):
        presses.set(sheet(template, "Un"), broken).result(timeout=SECONDS)


def test_a_sheet_travels_as_one_line(template: Path) -> None:
    one = Sheet(
        template=template,
        data={"title": "Deux\nlignes"},
        at=AT,
        libraries={"letter": template.parent},
        assets={"logo.svg": b"\x00<svg/>"},
    )

    line = press.written(one)

    assert line.count(b"\n") == 1
    assert press.read(line) == one
