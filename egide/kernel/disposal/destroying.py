"""The destruction of one dossier in one act: files, texts, names, notes; its number, dates and codes stay.

All in the caller's transaction; keys and blobs go at its commit, finished by the sweep after a kill. What each
table loses is declared in declared.py; the database refuses all of it while a hold stands.
"""

from datetime import datetime
from functools import cache
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction

from egide.kernel.disposal.declared import BESIDE, BY_PARENT, FATES, Emptied, Gone
from egide.kernel.dossiers.models import Dossier
from egide.kernel.editing import scratch
from egide.kernel.exports.keeping import forget_dossier
from egide.kernel.records.models import Disposed, DisposedAs
from egide.kernel.scans.forgetting import forget_dossier as forget_scanned
from egide.kernel.uploads.actions import forget as forget_uploads
from egide.kernel.uploads.models import Upload
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain, forget
from egide.platform.storage.destruction import Told, destroy_told
from egide.platform.storage.keys import compartments_held, key_room
from egide.platform.storage.models import DossierDestruction

_OBJECTS = "select distinct object_id from records_objects_of(%s::bigint[], true)"
_SHARED = "select disposal_shared_objects(%s::uuid[], %s)"


def destroy_dossier(
    *, dossier: Dossier, decision: str, certificate: str, rule: str, now: datetime
) -> list[Told]:
    """Will destroy all that the dossier holds, under the number of the approved list, and tell its files.

    :raises Refused: a table of content is not declared, or a hold stands.
    """
    if missing := [table for table in undeclared() if _holds_rows(table, dossier.pk)]:
        raise Refused(f"Tables sans règle de destruction\u00a0: {', '.join(missing)}.")
    objects = _objects(dossier)
    _empty_beside(dossier.pk)
    forget_dossier(dossier=dossier, now=now)
    scratch.forget_dossier(dossier=dossier)
    forget_scanned(dossier=dossier, now=now)
    forget_uploads(*Upload.objects.filter(dossier_id=dossier.pk))
    told = destroy_told(object_ids=objects, decision=decision, now=now)
    _empty_tables(dossier.pk, decision)
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="disposal.destroyed",
        data={"decision": decision, "certificate": certificate, "rule": rule, "objects": len(told)},
        at=now,
    )
    forget(dossier_id=dossier.pk, decision=decision, at=now)
    row = Disposed.objects.create(
        dossier_id=dossier.pk,
        compartment_id=dossier.compartment_id,
        fate=DisposedAs.DESTROYED,
        decision=decision,
        certificate=certificate,
        rule=rule,
        objects_count=len(told),
        disposed_at=now,
    )
    lines = [_line(row, dossier.number)]  # read now: after the commit nobody acts, and no row is visible
    held = compartments_held()

    def register_now() -> None:  # a failure is logged by its name: a partial has none
        _register(lines, compartments=held)

    transaction.on_commit(register_now, robust=True)
    return told


def finish_dossiers() -> int:
    """Will write in the key database's register the dossiers that a dead process left out, and return how many."""
    rows = Disposed.objects.filter(fate=DisposedAs.DESTROYED).select_related("dossier").order_by("dossier_id")
    with key_room():
        known = set(DossierDestruction.objects.values_list("pk", flat=True))
    missing = [_line(row, row.dossier.number) for row in rows.iterator(1_000) if row.dossier_id not in known]
    if missing:
        _register(missing, compartments=compartments_held())
    return len(missing)


@cache
def undeclared() -> tuple[str, ...]:
    """Will name the tables with a dossier of which declared.py says nothing."""
    found = set()
    for model in apps.get_models():
        columns = {field.attname for field in model._meta.concrete_fields}
        if {"dossier_id", "compartment_id"} <= columns:
            found.add(model._meta.db_table)
    return tuple(sorted(found - set(FATES)))


def _holds_rows(table: str, dossier_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"select exists (select from {table} where dossier_id = %s)", [dossier_id])
        row = cursor.fetchone()
    return bool(row and row[0])


def _objects(dossier: Dossier) -> list[UUID]:
    # A file that another dossier also holds (a request that was split) goes with the last of them.
    with connection.cursor() as cursor:
        cursor.execute(_OBJECTS, [[dossier.pk]])
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute(_SHARED, [found, dossier.pk])
        shared = {row[0] for row in cursor.fetchall()}
    return [key for key in found if key not in shared]


def _empty_beside(dossier_id: int) -> None:
    with connection.cursor() as cursor:
        for statement in BESIDE.values():
            cursor.execute(statement, {"dossier": dossier_id})


def _empty_tables(dossier_id: int, decision: str) -> None:
    with connection.cursor() as cursor:
        for table, (column, parent) in BY_PARENT.items():
            cursor.execute(
                f"delete from {table} t using {parent} p where p.id = t.{column} and p.dossier_id = %s",
                [dossier_id],
            )
        for statement in _statements():
            cursor.execute(statement, [dossier_id])
        cursor.execute("select disposal_forget_mail(%s, %s)", [dossier_id, decision])


@cache
def _statements() -> tuple[str, ...]:
    """The statements of declared.py, in its order: what refers goes before what is referred to."""
    tables = {model._meta.db_table for model in apps.get_models()}
    written = []
    for table, fate in FATES.items():
        key = "id" if table == "dossiers_dossier" else "dossier_id"
        if table not in tables:
            continue
        if isinstance(fate, Gone):
            written.append(f"delete from {table} where {key} = %s")
        elif isinstance(fate, Emptied):
            columns = ", ".join(f"{name} = {value}" for name, value in fate.columns.items())
            written.append(f"update {table} set {columns} where {key} = %s")
    return tuple(written)


def _line(row: Disposed, number: str) -> DossierDestruction:
    return DossierDestruction(
        dossier=row.dossier_id,
        compartment_id=row.compartment_id,
        number=number,
        destroyed_at=row.disposed_at,
        decision=row.decision,
        certificate=row.certificate,
    )


def _register(lines: list[DossierDestruction], *, compartments: str) -> None:
    with key_room(compartments=compartments):
        DossierDestruction.objects.bulk_create(lines, ignore_conflicts=True)
