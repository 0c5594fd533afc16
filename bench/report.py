"""The table of a run: each figure, its limit measured in the same run, the ratio, the goal, whether it holds.

Times are milliseconds and medians unless the line says otherwise; `results.json` keeps the rest of each line.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.surroundings import Place
from bench.timing import Times

HEADS = ("mesure", "chiffre", "p95", "requêtes", "limite", "sa valeur", "rapport", "but", "tenu")


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What a line must hold; a field left out is not judged. Ratios are to the limit of the line."""

    ratio_most: float | None = None
    ratio_least: float | None = None
    p50: float | None = None
    p95: float | None = None
    queries: int | None = None
    value_most: float | None = None
    value_least: float | None = None

    def words(self) -> str:
        """Will say the goal."""
        told = (
            ("rapport ≤ ", self.ratio_most, ""),
            ("rapport ≥ ", self.ratio_least, ""),
            ("médiane ≤ ", self.p50, " ms"),
            ("p95 ≤ ", self.p95, " ms"),
            ("requêtes ≤ ", self.queries, ""),
            ("≤ ", self.value_most, ""),
            ("≥ ", self.value_least, ""),
        )
        return ", ".join(f"{name}{bound:g}{unit}" for name, bound, unit in told if bound is not None)

    def verdict(self, line: dict[str, Any]) -> str:
        """Will say « oui », or what does not hold."""
        checks: tuple[tuple[str, float | None, Callable[[float], bool]], ...] = (
            ("rapport", self.ratio_most, lambda bound: line["ratio"] is not None and line["ratio"] <= bound),
            ("rapport", self.ratio_least, lambda bound: line["ratio"] is not None and line["ratio"] >= bound),
            ("médiane", self.p50, lambda bound: line["p50"] <= bound),
            ("p95", self.p95, lambda bound: line["p95"] <= bound),
            ("requêtes", self.queries, lambda bound: line["queries"] <= bound),
            ("valeur", self.value_most, lambda bound: line["p50"] <= bound),
            ("valeur", self.value_least, lambda bound: line["p50"] >= bound),
        )
        failed = [name for name, bound, holds in checks if bound is not None and not holds(bound)]
        return f"NON ({', '.join(failed)})" if failed else "oui"


def row(
    what: str,
    times: Times,
    *,
    limit: str = "",
    limit_times: Times | None = None,
    goal: Goal | None = None,
    apart: int = 0,
) -> dict[str, object]:
    """Will put a measure and its limit in a line; `apart`: statements that the goal does not count."""
    ratio = round(times.p50 / limit_times.p50, 2) if limit_times and limit_times.p50 else None
    return judged(
        {
            "what": what,
            "p50": round(times.p50, 2),
            "p95": round(times.p95, 2),
            "queries": max(times.queries - apart, 0),
            "sql": round(times.sql_p50, 2),
            "limit": limit,
            "limit_p50": round(limit_times.p50, 2) if limit_times else None,
            "ratio": ratio,
        },
        goal,
    )


def rate(
    what: str,
    value: float,
    *,
    unit: str,
    limit: str = "",
    limit_value: float | None = None,
    goal: Goal | None = None,
) -> dict[str, object]:
    """Will put a figure that is no duration and its limit in a line; the ratio is the share of the limit."""
    digits = 0 if value >= 100 else 2
    return judged(
        {
            "what": f"{what} ({unit})",
            "p50": round(value, digits),
            "p95": "",
            "queries": "",
            "sql": "",
            "limit": limit,
            "limit_p50": round(limit_value, digits) if limit_value is not None else None,
            "ratio": round(value / limit_value, 2) if limit_value else None,
        },
        goal,
    )


def judged(line: dict[str, Any], goal: Goal | None) -> dict[str, object]:
    """Will add the goal and whether it holds."""
    return line | {"goal": goal.words() if goal else "", "holds": goal.verdict(line) if goal else ""}


def print_table(rows: list[dict[str, object]], place: Place) -> None:
    """Will print the run as a Markdown table, then how many goals hold."""
    print(f"\n{place.dossiers} dossiers\n")  # noqa: T201
    print(f"| {' | '.join(HEADS)} |\n|{'---|' * len(HEADS)}")  # noqa: T201
    for line in rows:
        keys = ("what", "p50", "p95", "queries", "limit", "limit_p50", "ratio", "goal", "holds")
        print("| " + " | ".join("" if line[k] is None else str(line[k]) for k in keys) + " |")  # noqa: T201
    asked = [line for line in rows if line["goal"]]
    failed = [line for line in asked if line["holds"] != "oui"]
    print(f"\nButs tenus : {len(asked) - len(failed)} sur {len(asked)}.")  # noqa: T201
    for line in failed:
        print(f"  {line['what']} : {line['holds']}, but {line['goal']}")  # noqa: T201
