"""The table of a run, beside what the other sizes gave when they were last measured.

Times are milliseconds unless the row's unit says otherwise; a ratio is the row over its limit, same run.
"""

import json
from typing import Any

from bench.surroundings import Place
from bench.timing import Times

HEADS = ("mesure", "p50", "p95", "requêtes", "SQL p50", "limite", "p50 limite", "ratio", "autre taille p50")


def row(what: str, times: Times, *, limit: str = "", limit_times: Times | None = None) -> dict[str, object]:
    """Will put a measure and its limit in a line."""
    ratio = round(times.p50 / limit_times.p50, 2) if limit_times and limit_times.p50 else None
    return {
        "what": what,
        "p50": round(times.p50, 2),
        "p95": round(times.p95, 2),
        "queries": times.queries,
        "sql": round(times.sql_p50, 2),
        "limit": limit,
        "limit_p50": round(limit_times.p50, 2) if limit_times else None,
        "ratio": ratio,
    }


def rate(
    what: str, value: float, *, unit: str, limit: str = "", limit_value: float | None = None
) -> dict[str, object]:
    """Will put a throughput and its limit in a line; the ratio is then the share of the limit."""
    return {
        "what": f"{what} ({unit})",
        "p50": round(value),
        "p95": "",
        "queries": "",
        "sql": "",
        "limit": limit,
        "limit_p50": round(limit_value) if limit_value else None,
        "ratio": round(value / limit_value, 2) if limit_value else None,
    }


def print_table(rows: list[dict[str, object]], place: Place) -> None:
    """Will print the run as a Markdown table."""
    others = _others(place)
    print(f"\n{place.dossiers} dossiers\n")  # noqa: T201
    print(f"| {' | '.join(HEADS)} |\n|{'---|' * len(HEADS)}")  # noqa: T201
    for line in rows:
        cells = [line[key] for key in ("what", "p50", "p95", "queries", "sql", "limit", "limit_p50", "ratio")]
        cells.append(others.get(line["what"], ""))
        print("| " + " | ".join("" if cell is None else str(cell) for cell in cells) + " |")  # noqa: T201


def _others(place: Place) -> dict[object, str]:
    told: dict[object, str] = {}
    for path in sorted(place.cluster.home.glob("egide_*/results.json")):
        if path.parent != place.home:
            size = path.parent.name.removeprefix("egide_")
            lines: list[dict[str, Any]] = json.loads(path.read_text())
            for line in lines:
                told[line["what"]] = f"{told.get(line['what'], '')} {line['p50']} ({size})".strip()
    return told
