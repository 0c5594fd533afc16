"""Bringing both databases to the schema of the code, for `egide database migrate` and for the tests' template.

Every migration is recorded in both; only those that have something to do in the key database are run there.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from egide.platform.database.states import drawn_when_asked
from egide.platform.storage.routers import KEYS, KEYS_APP


def migrate(*, verbosity: int) -> None:
    """Will apply the migrations to both databases, and make the cache table."""
    with _rarely_collected(), drawn_when_asked():
        call_command("migrate", database="default", interactive=False, verbosity=verbosity)
        for label in sorted(_apps_with_keys()):
            call_command("migrate", label, database=KEYS, interactive=False, verbosity=verbosity)
        # The router refuses each operation of the others: rehearsing them all would take as long as the first time.
        call_command("migrate", database=KEYS, fake=True, interactive=False, verbosity=verbosity)
    call_command("createcachetable", verbosity=verbosity)


def _apps_with_keys() -> set[str]:
    # What KeyRouter.allow_migrate lets through in the key database, and nothing else.
    loader = MigrationLoader(connections[KEYS])
    hinted = {
        migration.app_label
        for migration in loader.disk_migrations.values()
        for operation in migration.operations
        if getattr(operation, "hints", {}).get("alias") == KEYS
    }
    return hinted | {KEYS_APP}


@contextmanager
def _rarely_collected() -> Iterator[None]:
    # Each migration draws the models anew: a hundred thousand objects that the collector would visit again and
    # again. Without it at all, they would take half a gigabyte.
    usual = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
