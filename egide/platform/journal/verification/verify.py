"""The order of a verification: entries with their heads and notes, then sealed entries, then the seals.

Serves `egide verify`. It runs as the owner: under row-level security it would see nothing and find all well.
"""

from datetime import datetime

from django.db import connection

from egide.platform.database.pictures import one_picture
from egide.platform.journal.chains import dossier_chain
from egide.platform.journal.verification import entries, notes, seals
from egide.platform.journal.verification.report import Report
from egide.platform.journal.verification.scope import Scope


def verify(*, dossier: int | None = None, since: datetime | None = None) -> Report:
    """Will recompute the journal and compare it with itself, its seals and their files, in constant memory.

    `dossier` (an id) reads one chain; `since` (aware) reads, whole, the chains that have an entry recorded
    since; the seals and their files are read only when everything is.

    :raises PermissionError: the connected role does not see every row.
    """
    scope = Scope(chain=dossier_chain(dossier) if dossier is not None else None, since=since)
    report = Report()
    with one_picture():  # entries and heads are read by different queries
        _require_full_sight()
        announcing = entries.check(report, scope)
        notes.check(report, scope, announcing=announcing)
        seals.check_leaves(report, scope)
        if scope.whole:
            seals.check_seals(report)
    return report


def _require_full_sight() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
        row = cursor.fetchone()
    if not row or not row[0]:
        raise PermissionError(
            "La vérification se fait avec le rôle propriétaire, qui voit toutes les lignes."
        )
