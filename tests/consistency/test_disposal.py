"""No table of content is forgotten by a destruction, nor left without the guard of the holds.

A new table is named in egide/kernel/disposal/declared.py; the guard is put by the migration itself.
"""

import pytest
from django.apps import apps
from django.db import connection

from egide.kernel.disposal.declared import BY_PARENT, FATES
from egide.kernel.disposal.destroying import undeclared
from egide.kernel.records.entering import STILL_WRITTEN
from egide.kernel.records.guarding import DERIVED
from egide.platform.storage.models import StoredObject
from tests.database import as_owner

WITHOUT_DOSSIER = {
    "exports_export": "sa destruction suit ses dossiers (exports.keeping.forget_dossier)",
    "digitisation_lot": "la déclaration d’intégrité d’un lot, qui prouve la numérisation",
    "admission_work_openingscertificate": "le certificat d’un mois\u00a0: qui a ouvert quoi, comme le journal",
    "ombudsman_meetingfile": "un document d’une rencontre du réseau, qui n’est d’aucun dossier",
    "scans_scannedbatch": "la numérisation d’origine d’un lot, avant le classement de ses pièces",
}


def test_every_table_of_a_dossier_says_what_a_destruction_takes_out_of_it() -> None:
    assert undeclared() == ()


def test_what_is_declared_exists_and_names_its_columns() -> None:
    models = {model._meta.db_table: model for model in apps.get_models()}
    for table, fate in FATES.items():
        assert table in models, table
        columns = {field.column for field in models[table]._meta.concrete_fields}
        assert set(getattr(fate, "columns", {})) <= columns, table


def test_every_table_that_names_a_file_is_reached_by_a_destruction() -> None:
    for model in apps.get_models():
        if not any(field.related_model is StoredObject for field in model._meta.concrete_fields):
            continue
        table = model._meta.db_table
        columns = {field.attname for field in model._meta.concrete_fields}
        assert "dossier_id" in columns or table in BY_PARENT or table in WITHOUT_DOSSIER, table


@pytest.mark.usefixtures("db")
def test_every_table_of_content_is_closed_to_what_comes_after_a_destruction() -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "select c.relname, array_agg(t.tgname::text) from pg_class c join pg_attribute a on a.attrelid = c.oid "
            "and a.attname = 'dossier_id' left join pg_trigger t on t.tgrelid = c.oid and t.tgname like 'ended%' "
            "where c.relkind = 'r' and c.relforcerowsecurity group by 1"
        )
        found = dict(cursor.fetchall())
    closed = {name for name, triggers in found.items() if {"ended_entry", "ended_arrival"} == set(triggers)}
    assert closed.isdisjoint(STILL_WRITTEN)
    assert set(found) == closed | set(STILL_WRITTEN)


@pytest.mark.usefixtures("db")
def test_every_table_of_content_is_guarded_by_the_holds() -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'dossier_id' "
            "where c.relkind = 'r' and c.relforcerowsecurity and not exists (select from pg_trigger t "
            "where t.tgrelid = c.oid and t.tgname = 'held_rows' and t.tgenabled = 'A') order by 1"
        )
        bare = {row[0] for row in cursor.fetchall()}
    assert bare <= set(DERIVED)
