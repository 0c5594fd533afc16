"""The table of the goals: each goal of speed, its worst figure for the least privileged analyst at each size kept.

Read from what the runs kept (`results.json`), nothing is measured here: `script/bench --summary`, and after each run.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LISTS = r"^analyste : (?!dossier|rangées|décompte)"
PAGE = r"^analyste : dossier"
LOAD = r"^débit, 16 connexions : "
NOTHING = "non mesuré"


@dataclass(frozen=True, kw_only=True)
class Promise:
    """One goal: the lines that it judges, the figure of each that it looks at, its bound."""

    what: str
    lines: str
    figure: str
    most: float | None = None
    least: float | None = None
    unit: str = ""

    @property
    def bound(self) -> str:
        """Will say the goal."""
        sign, bound = ("≤", self.most) if self.most is not None else ("≥", self.least)
        return f"{sign} {bound:g}{self.unit}"

    def worst(self, lines: list[dict[str, Any]]) -> tuple[float, str] | None:
        """Will give the figure that is the farthest from the goal, and the line that it is of."""
        judged = [line for line in lines if re.search(self.lines, line["what"])]
        if (
            self.figure == "plan"
        ):  # not a figure: how many statements are planned otherwise than at the smallest size
            told = [line for line in judged if str(line["queries"]).endswith("plan")]
            return (float(sum(line["queries"] == "autre plan" for line in told)), "") if told else None
        known = [
            (float(line[self.figure]), re.sub(self.lines, "", line["what"]).strip(" :,"))
            for line in judged
            if isinstance(line[self.figure], int | float)
        ]
        if not known:
            return None
        return max(known) if self.most is not None else min(known)

    def holds(self, figure: float) -> bool:
        """Will tell whether this figure is within the goal."""
        return figure <= self.most if self.most is not None else figure >= (self.least or 0)


PROMISES = (
    Promise(what="listes : fois la vue triviale", lines=LISTS, figure="ratio", most=3),
    Promise(what="listes : débit à 16 connexions, part de la vue triviale", lines=LOAD, figure="ratio", least=0.35),
    Promise(what="listes : p95 à 16 connexions", lines=LOAD, figure="p95", most=100, unit=" ms"),
    Promise(what="listes : p95", lines=LISTS, figure="p95", most=100, unit=" ms"),
    Promise(what="listes : requêtes", lines=LISTS, figure="queries", most=8),
    Promise(what="page du dossier : p95", lines=PAGE, figure="p95", most=60, unit=" ms"),
    Promise(what="page du dossier : requêtes", lines=PAGE, figure="queries", most=14),
    Promise(what="croissance : pages lues, fois la plus petite taille", lines="^pages lues : ", figure="ratio", most=2),
    Promise(what="croissance : plans d’une autre forme", lines="^pages lues", figure="plan", most=0),
    Promise(what="politiques : rangées des listes", lines="^analyste : rangées de ", figure="ratio", most=1.5),
    Promise(what="politiques : décomptes par la fenêtre", lines="^analyste : décompte par", figure="ratio", most=2),
    Promise(
        what="plein texte : les plus récents, p95",
        lines="^texte .* : les plus récents", figure="p95", most=100, unit=" ms",
    ),
    Promise(
        what="plein texte : par pertinence, p95",
        lines="^texte .* : par pertinence", figure="p95", most=80, unit=" ms",
    ),
    Promise(what="lettre : rendu, fois Typst seul", lines="^rendu de la lettre", figure="ratio", most=1.5),
    Promise(what="lettre : acte complet", lines="^acte complet", figure="p50", most=25, unit=" ms"),
    Promise(what="mille lettres", lines="^mille lettres", figure="p50", most=15, unit=" s"),
    Promise(what="journal : vérification, part de la limite", lines="^vérification de", figure="ratio", least=0.6),
    Promise(what="journal : ajout hors validation", lines="^une entrée ajoutée", figure="p50", most=1, unit=" ms"),
    Promise(what="ensemencement", lines="^ensemencement", figure="p50", most=15, unit=" min"),
)  # fmt: skip


def kept(home: Path) -> dict[int, list[dict[str, Any]]]:
    """Will read the lines kept at each size, smallest first; those of runs that named no part are left out."""
    found = {}
    for path in home.glob("egide_*/results.json"):
        lines = [line for line in json.loads(path.read_text()) if "part" in line]
        found[int(path.parent.name.removeprefix("egide_"))] = lines
    return dict(sorted(found.items()))


def told(sizes: dict[int, list[dict[str, Any]]]) -> Iterator[str]:
    """Will write the table in Markdown: one line a goal, one column a size."""
    heads = ["but", "borne", *(f"{size} dossiers" for size in sizes), "tenu"]
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for promise in PROMISES:
        worst = [promise.worst(lines) for lines in sizes.values()]
        known = [figure for figure in worst if figure is not None]
        missed = [figure for figure, _ in known if not promise.holds(figure)]
        verdict = NOTHING if not known else "NON" if missed else "oui"
        cells = [promise.what, promise.bound, *(_cell(figure) for figure in worst), verdict]
        yield f"| {' | '.join(cells)} |"


def _cell(figure: tuple[float, str] | None) -> str:
    if figure is None:
        return NOTHING
    value, line = figure
    return f"{value:g} ({line})" if line else f"{value:g}"


def print_summary(home: Path) -> None:
    """Will print the table of the goals, from what every run kept there."""
    print("\nButs de vitesse : le pire chiffre de l’analyste, à chaque taille gardée\n")  # noqa: T201
    print("\n".join(told(kept(home))))  # noqa: T201
