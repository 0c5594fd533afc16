"""The one search: contents of documents, pieces of long texts, days in the inverted index, searches that people keep.

The texts are those that the kernel and the modules declare (sources.py); everything is followed and indexed again.
"""

from typing import Any
from uuid import uuid4

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from egide.kernel.search.opening import windows
from egide.kernel.search.placing import PLACING, PLACING_BACK
from egide.kernel.search.rebuilding import fill
from egide.kernel.search.slices import COVER, KEYS
from egide.kernel.search.sources import CARD, CONTENT

_BEFORE = """
do $gone$
declare one regprocedure;
begin
  for one in select p.oid from pg_proc p where p.pronamespace = 'public'::regnamespace
    and p.proname like 'window\\_search%'
  loop
    execute format('drop function %s', one);
  end loop;
end $gone$;
"""


def again(apps: Any, schema_editor: Any) -> None:
    """Will follow everything declared, index what is new and write the cards again: their weights changed."""
    fill(schema_editor.connection, only=(CARD, CONTENT))


class Migration(migrations.Migration):
    """Will change the index and fill it again."""

    dependencies = [
        ("search", "0006_one_walk"),
        ("documents", "0006_reading_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("entry", "block", models.PositiveSmallIntegerField(db_default=0, default=0)),
        migrations.RemoveConstraint("entry", "search_entry_once"),
        migrations.AddConstraint(
            "entry",
            models.UniqueConstraint(fields=("dossier", "source", "rank", "block"), name="search_entry_once"),
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("asked", models.CharField(max_length=400)),
                ("narrowing", models.TextField()),
                ("address", models.CharField(max_length=1_500)),
                ("paused", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField()),
                ("looked_to", models.BigIntegerField()),
                ("new", models.PositiveIntegerField(default=0)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "savedsearch", models.UniqueConstraint(fields=("user", "name"), name="search_saved_once")
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reached", models.BigIntegerField()),
            ],
        ),
        migrations.RunSQL(
            KEYS + COVER + PLACING,
            f"drop index if exists search_inverted; {PLACING_BACK};"
            "drop function search_keys(bigint, date, text), search_cover(bigint[], date, date, text[]),"
            " search_slice(date, int);",
        ),
        migrations.RunSQL(_BEFORE, migrations.RunSQL.noop),
        *(migrations.RunSQL(opened.sql, migrations.RunSQL.noop) for opened in windows()),
        migrations.RunPython(again, migrations.RunPython.noop),
    ]
