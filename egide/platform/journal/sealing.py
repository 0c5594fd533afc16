"""Sealing the journal: one root over what changed, kept in the database and in a file outside it.

Serves proof: who rewrites a chain must also rewrite every later seal and every exported file.
"""

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.journal.models import Seal

SEALER = "sealer"


def seal(*, now: datetime) -> int:
    """Will seal every head changed since the last seal, export the seal once committed, return its number.

    A chain that another transaction is writing waits for the next seal. `now` is aware.

    :raises OSError: the export folder cannot be written; the seal stands, the next one exports it.
    """
    with acting_as(service(SEALER)):
        with connection.cursor() as cursor:
            cursor.execute("select journal_seal(%s)", [now])
            (number,) = cursor.fetchone()
        transaction.on_commit(export_missing)
    return int(number)


def export_missing() -> list[int]:
    """Will write the seals that are newer than the newest exported file, and return their numbers.

    An older file that is missing is not written again: its absence is for `verify` to tell.
    """
    folder = export_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    newest = max(exported_numbers(folder), default=0)
    with acting_as(service(SEALER), read_only=True):
        numbers = list(Seal.objects.filter(pk__gt=newest).order_by("pk").values_list("pk", flat=True))
        for number in numbers:
            _write(folder / file_name(number), _text(number))
    return numbers


def export_folder() -> Path:
    """Will return the folder of the exported seals, which belongs outside the database and its backups."""
    return Path(settings.SEAL_EXPORT_DIR)


def file_name(number: int) -> str:
    """Will name the file of a seal."""
    return f"sceau-{number:08d}.txt"


def exported_numbers(folder: Path) -> list[int]:
    """Will list the numbers of the seals that have a file."""
    stems = [path.stem.removeprefix("sceau-") for path in folder.glob("sceau-*.txt")]
    return sorted(int(stem) for stem in stems if stem.isdecimal())


def _text(number: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select journal_seal_text(%s)", [number])
        return str(cursor.fetchone()[0])


def _write(path: Path, text: str) -> None:
    # Whole or absent: a half-written seal would look like a forged one.
    partial = path.with_suffix(".part")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
