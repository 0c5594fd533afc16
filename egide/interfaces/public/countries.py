"""The countries offered while one types, in French: a help, never a fence; what is typed is kept as it is.

Names of the Unicode CLDR, locale fr-CA, over the codes of ISO 3166-1 (data/countries.csv).
"""

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "countries.csv"


@cache
def countries() -> tuple[str, ...]:
    """Will return the names, in the order of the French alphabet."""
    with DATA.open(encoding="utf-8", newline="") as rows:
        return tuple(row["name"] for row in csv.DictReader(rows))
