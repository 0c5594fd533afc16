"""The table of the goals, made from what the runs kept: the worst figure judges a goal, at every size.

A line that was left by an older statement, or of another reader, judges nothing.
"""

import json
from pathlib import Path
from typing import Any

from bench.summary import NOTHING, kept, told


def _line(what: str, **figures: Any) -> dict[str, Any]:
    return {"what": what, "p50": 1, "p95": 2, "queries": 1, "ratio": None, "part": "pages"} | figures


def _rows(sizes: dict[int, list[dict[str, Any]]]) -> dict[str, list[str]]:
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in told(sizes)]
    return {row[0]: row[1:] for row in cells}


def test_the_worst_figure_of_the_analyst_is_shown_with_its_page() -> None:
    lines = [
        _line("analyste : liste", ratio=2.5),
        _line("analyste : Mon travail", ratio=2.9),
        _line("analyste : dossier", ratio=9),
        _line("responsable de 6 unités : liste", ratio=8),
    ]

    assert _rows({10_000: lines})["listes : fois la vue triviale"] == ["≤ 3", "2.9 (Mon travail)", "oui"]


def test_one_size_above_its_goal_is_enough_for_a_no() -> None:
    sizes = {
        10_000: [_line("débit, 16 connexions : liste", ratio=0.4)],
        1_000_000: [_line("débit, 16 connexions : liste", ratio=0.3)],
    }

    row = _rows(sizes)["listes : débit à 16 connexions, part de la vue triviale"]

    assert row == ["≥ 0.35", "0.4 (liste)", "0.3 (liste)", "NON"]


def test_what_was_not_measured_is_said_and_is_no_yes() -> None:
    assert _rows({10_000: []})["journal : ajout hors validation"] == ["≤ 1 ms", NOTHING, NOTHING]


def test_statements_planned_otherwise_are_counted() -> None:
    lines = [
        _line("pages lues : liste, 1. a", queries="même plan", ratio=1.0),
        _line("pages lues : liste, 2. b", queries="autre plan", ratio=1.0),
    ]

    assert _rows({1_000_000: lines})["croissance : plans d’une autre forme"] == ["≤ 0", "1", "NON"]


def test_pages_of_an_answer_that_grows_are_told_but_only_their_plan_is_judged() -> None:
    """Decision 0052: a count reads what it counts."""
    lines = [
        _line("pages lues : liste, 1. a", queries="même plan", ratio=1.5),
        _line("pages lues, réponse qui grandit : compte, 1. b", queries="autre plan", ratio=3.5),
    ]

    rows = _rows({1_000_000: lines})

    assert rows["croissance : pages lues, fois la plus petite taille"] == ["≤ 2", "1.5 (liste, 1. a)", "oui"]
    assert rows["croissance : plans d’une autre forme"] == ["≤ 0", "1", "NON"]


def test_it_reads_the_sizes_in_order_and_leaves_out_lines_of_no_part(tmp_path: Path) -> None:
    for size in (1_000_000, 10_000):
        (tmp_path / f"egide_{size}").mkdir()
        lines = [_line("analyste : liste"), {"what": "analyste : ancienne"}]
        (tmp_path / f"egide_{size}" / "results.json").write_text(json.dumps(lines))

    found = kept(tmp_path)

    assert list(found) == [10_000, 1_000_000]
    assert [line["what"] for line in found[10_000]] == ["analyste : liste"]
