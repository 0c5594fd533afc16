"""The tallies compared with the rows that they count, and made again: `egide verify` and `egide tallies`.

Runs as the owner. The words of what counts are those of the migrations that wrote the triggers.
"""

from collections.abc import Iterator
from importlib import import_module

from django.db import connection

_SQL = import_module("egide.kernel.statistics.migrations.0002_tallies")
_OWN_SQL = import_module("egide.kernel.statistics.migrations.0008_own_tally")
_STANDING_SQL = import_module("egide.kernel.statistics.migrations.0010_standings")

FOLD = "select tallies_fold()"
_DUE = ("compartment_id", "unit_id", "kind", "rule", "status", "day")
_OPEN = ("compartment_id", "unit_id", "kind", "state", "due", "free")
_OWN = ("compartment_id", "unit_id", "kind", "state", "due", "assignee_id")
MOST = 20  # faults told one by one; the rest is a number


def _differences(table: str, columns: tuple[str, ...], rows: str, key: str, counts: str) -> str:
    names = ", ".join(columns)
    told = ", ".join(f"coalesce(t.{c}, r.{c})" for c in columns[1:])
    return f"""
      with t as (select {names}, sum(n) as n from {table} group by {names} having sum(n) <> 0),
           r as (select c.* from (select {key}, count(*) as n from {rows} where {counts}
                 group by 1, 2, 3, 4, 5, 6) as c ({names}, n))
      select {told}, coalesce(t.n, 0), coalesce(r.n, 0)
      from t full join r on t.compartment_id = r.compartment_id and t.unit_id = r.unit_id and t.kind = r.kind
        and t.{columns[3]} = r.{columns[3]} and t.{columns[5]} = r.{columns[5]}
        and coalesce(t.{columns[4]}::text, '') = coalesce(r.{columns[4]}::text, '')
      where coalesce(t.n, 0) <> coalesce(r.n, 0) order by 1, 2, 3, 4, 5
    """


_CHECKS = (
    (
        "Compte des échéances",
        _differences(
            _SQL.DUE,
            _DUE,
            "deadlines_duedate u join dossiers_dossier d on d.id = u.dossier_id",
            _SQL.DUE_KEY,
            _SQL.DUE_COUNTS,
        ),
    ),
    (
        "Compte des dossiers ouverts",
        _differences(_SQL.OPEN, _OPEN, "dossiers_dossier d", _SQL.OPEN_KEY, _SQL.OPEN_COUNTS),
    ),
    (
        "Compte des dossiers de chaque personne",
        _differences(_OWN_SQL.OWN, _OWN, "dossiers_dossier d", _OWN_SQL.OWN_KEY, _OWN_SQL.OWN_COUNTS),
    ),
)
# The standings that are not what the folded rows make, and those that should be.
_STANDINGS = tuple(
    f"with s as (select {key}, n, days, until from {table}), f as ({_STANDING_SQL.standing(tally, key)})"
    " select count(*) from ((table s except table f) union all (table f except table s)) t"
    for table, tally, key in (
        (_STANDING_SQL.OPEN, _SQL.OPEN, _STANDING_SQL.OPEN_KEY),
        (_STANDING_SQL.OWN, _OWN_SQL.OWN, _STANDING_SQL.OWN_KEY),
    )
)


def problems() -> Iterator[str]:
    """Will yield a sentence for each count that is not what its rows say; nothing when all agree."""
    for sql in _STANDINGS:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            (differing,) = cursor.fetchone()
        if differing:
            yield f"Sommes des comptes\u00a0: {differing} diffèrent de leurs jours. Refaites-les\u00a0: egide tallies."
    for title, sql in _CHECKS:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            found = cursor.fetchall()
        for *key, told, real in found[:MOST]:
            where = ", ".join(str(part) for part in key)
            yield f"{title}\u00a0: {told} au lieu de {real} (unité {where}). Refaites-le\u00a0: egide tallies."
        if len(found) > MOST:
            yield f"{title}\u00a0: {len(found) - MOST} autres écarts."


def rebuild() -> None:
    """Will count everything again, while nobody writes a dossier or a deadline."""
    with connection.cursor() as cursor:
        cursor.execute("select tallies_rebuild()")


def fold() -> None:
    """Will add up the differences that wait; readers see the same sums before and after."""
    with connection.cursor() as cursor:
        cursor.execute(FOLD)
