"""Putting the declarations into the database: functions, triggers, and the migration that a new text asks for.

Only tables that exist are followed: what a module declares is installed by the migration that comes after its table.
"""

from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.special import RunPython, RunSQL

from egide.kernel.search.sources import parts, rows
from egide.kernel.search.statements import (
    CONFIGURATION,
    DOSSIER,
    FOLDING,
    PART,
    PLACES,
    card_sql,
    drop_sql,
    part_sql,
    part_tables,
    source_sql,
    watched_tables,
)
from egide.law.searched import SearchedRows, SearchedText


def existing(cursor: Any) -> tuple[tuple[SearchedRows, ...], tuple[SearchedText, ...]]:
    """Will return the declared rows and parts whose tables exist today."""
    cursor.execute(
        "select t from unnest(%s::text[]) t where to_regclass('public.' || t) is not null",
        [list(watched_tables())],
    )
    known = {name for (name,) in cursor.fetchall()}
    return (
        tuple(source for source in rows() if source.table in known),
        tuple(part for part in parts() if part.table in known),
    )


def in_blocks(cursor: Any) -> bool:
    """Will tell whether the index knows pieces of texts; before its migration, there is nothing to keep."""
    cursor.execute(
        "select exists (select from pg_attribute where attname = 'block' and not attisdropped"
        " and attrelid = to_regclass('public.search_entry'))"
    )
    return bool(cursor.fetchone()[0])


def follow_declared(cursor: Any) -> None:
    """Will write the functions and triggers of everything declared; run again at will."""
    sources, among = existing(cursor)
    for statement in (
        FOLDING,
        PLACES,
        card_sql(among),
        PART,
        DOSSIER,
        *(part_sql(table, among) for table in part_tables(among)),
        *(source_sql(source) for source in sources),
    ):
        cursor.execute(statement)


def unfollowed(cursor: Any) -> tuple[str, ...]:
    """Will return the declared tables that no trigger follows."""
    cursor.execute(
        "select c.relname from pg_trigger g join pg_class c on c.oid = g.tgrelid where g.tgname = 'search_kept'"
    )
    followed = {name for (name,) in cursor.fetchall()}
    return tuple(table for table in watched_tables() if table not in followed)


def texts_declared() -> list[Operation]:
    """Will return the operation for the migration of a module that declares a text: followed, and indexed.

    The index is made again only when a table that nothing followed already has rows: at a million dossiers that takes
    minutes, and the table of a new module is empty.
    """
    return [RunPython(_declared, RunPython.noop)]


def install(*codes: str) -> list[Operation]:
    """Will return the operations of the first keeping: configuration, functions, triggers of what exists."""
    return [
        RunSQL(
            CONFIGURATION,
            "drop text search configuration public.egide; drop text search dictionary public.egide_stem;",
        ),
        RunSQL(FOLDING, "drop function public.search_words(text), public.search_fold(text);"),
        RunSQL(PLACES, "drop function public.search_place(bigint, bigint, text);"),
        RunPython(_follow, _unfollow),
    ]


def install_source(code: str) -> list[Operation]:
    """Will return the operation that follows one more source of the kernel."""
    return [RunPython(_follow, RunPython.noop)]


def _follow(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        follow_declared(cursor)


def _unfollow(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        sources, among = existing(cursor)
        for table in {*part_tables(among), *(source.table for source in sources), "dossiers_dossier"}:
            cursor.execute(drop_sql(table))
        cursor.execute("drop trigger if exists search_gone on dossiers_dossier")
        for source in sources:
            cursor.execute(f"drop function if exists search_{source.code}()")
        cursor.execute("drop function search_part(), search_dossier(), search_card(bigint)")


def _declared(apps: Any, schema_editor: Any) -> None:
    from egide.kernel.search.rebuilding import fill

    with schema_editor.connection.cursor() as cursor:
        if not in_blocks(cursor):
            return  # the migration that knows them fills everything
        if not any(_has_rows(cursor, table) for table in unfollowed(cursor)):
            follow_declared(cursor)
            return
    fill(schema_editor.connection)


def _has_rows(cursor: Any, table: str) -> bool:
    cursor.execute("select to_regclass(%s) is not null", [f"public.{table}"])
    if not cursor.fetchone()[0]:
        return False
    cursor.execute(f'select exists (select from "{table}")')
    return bool(cursor.fetchone()[0])
