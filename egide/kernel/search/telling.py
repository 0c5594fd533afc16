"""What the windows of full text tell of each text, in SQL, and how those found are kept until all is known.

One array a column: what was found may have to be forgotten, where the whole words answer after all (walking.py).
"""

COLUMNS = (
    "id",
    "dossier_id",
    "source",
    "rank",
    "block",
    "day",
    "place_id",
    "compartment_id",
    "score",
    "typed",
    "orders",
    "format",
)
KEPT = (
    "ids",
    "dossiers",
    "sources",
    "ranks",
    "blocks",
    "days",
    "held",
    "compartments",
    "scores",
    "typed_ones",
    "concerned",
    "formats",
)
INTO = ", ".join(KEPT)
FORGOTTEN = "; ".join(f"{kept} := '{{}}'" for kept in KEPT)
COLLECTED = ", ".join(f"{kept} || array_agg(m.{column})" for kept, column in zip(KEPT, COLUMNS, strict=True))
# Where the whole words answer, what only begins so is left out.
TOLD = f"""return query select f.id, f.dossier_id, f.source, f.rank, f.block, f.day, f.place_id, f.compartment_id,
      f.score, begins or not f.typed, f.orders, f.format from unnest({INTO}) f({", ".join(COLUMNS)})
    where f.typed or (select true <> all(typed_ones)) limit most;"""
ANSWER = f"""{TOLD}
      return;"""
ONLY_TYPED = (
    f"select {', '.join(f'array_agg(f.{column})' for column in COLUMNS)}"
    f" into {INTO} from unnest({INTO}) f({', '.join(COLUMNS)}) where f.typed"
)
