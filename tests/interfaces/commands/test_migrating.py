"""The two databases after `egide database migrate`, which made the template of these very tests.

The migrations that have nothing to do in the key database are recorded there, not run.
"""

from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from egide.platform.storage.routers import KEY_MODELS
from tests.database import ALIASES


def test_nothing_is_left_to_migrate(db: None) -> None:
    for alias in ALIASES:
        executor = MigrationExecutor(connections[alias])

        assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_the_key_database_holds_its_tables_and_no_other(db: None) -> None:
    with connections["keys"].cursor() as cursor:
        tables = {table.name for table in connections["keys"].introspection.get_table_list(cursor)}

    assert tables == {f"storage_{model}" for model in KEY_MODELS} | {"django_migrations"}


def test_what_guards_the_keys_ran_there(db: None) -> None:
    with connections["keys"].cursor() as cursor:
        cursor.execute("select count(*) from pg_trigger where not tgisinternal")
        (triggers,) = cursor.fetchone()

    assert triggers > 0
