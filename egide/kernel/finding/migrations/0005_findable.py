"""All the words of each dossier in one row, beside what lists narrow and sort by, behind the same walls.

Two frequent words met 61,000 rows to find 500 dossiers: an inverted index meets their lists now. Filled set by set,
then indexed; written by triggers from there on (kernel/finding/findable.py).
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import DO_NOTHING

from egide.kernel.finding import findable
from egide.platform.database.walls import protect, window


def _held(to: str, *, null: bool = False) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(
        to, null=null, on_delete=DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )


_TABLE, _END, _SEEN = findable.TABLE, findable._END, findable._SEEN
# As it was then: it told where the rows are (0006 tells what they hold).
PLACES = f"""
declare
  one text;
  known text[];
  asked text := '';
begin
  foreach one in array beginnings loop
    with recursive w as (
      (select k.word from finding_word k where k.word >= one and k.word < one || {_END} order by 1 limit 1)
      union all
      select (select k.word from finding_word k where k.word > w.word and k.word < one || {_END} order by 1 limit 1)
        from w where w.word is not null)
    select array_agg(t.word) into known
      from (select w.word from w where w.word is not null limit {findable.SPELLED} + 1) t;
    if coalesce(cardinality(known), 0) not between 1 and {findable.SPELLED} then
      return;
    end if;
    asked := asked || format(' and f.words && %L::varchar[]', known);
  end loop;
  return query execute 'with met as materialized (select f.ctid as place from {_TABLE} f where {_SEEN}' || asked
    || ' limit {findable.MOST} + 1) select m.place from met m where (select count(*) from met) <= {findable.MOST}';
end
"""

WINDOW_OF_PLACES = window(
    findable.WINDOW,
    arguments="beginnings text[]",
    returns="setof tid",
    body=PLACES,
    language="plpgsql",
)


class Migration(migrations.Migration):
    """Will create the table, fill it, put it behind the walls, keep it in step, and open its window."""

    dependencies = [
        ("accounts", "0007_delegations"),
        ("dossiers", "0006_own"),
        ("parties", "0009_concerned_orders"),
        ("finding", "0004_words_meet"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Findable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("dossier", _held("dossiers.dossier")),
                ("compartment", _held("accounts.compartment")),
                ("kind", models.CharField(max_length=40)),
                ("unit", _held("accounts.unit")),
                ("assignee", _held(settings.AUTH_USER_MODEL, null=True)),
                (
                    "named",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("state", models.CharField(max_length=40)),
                ("received_on", models.DateField()),
                ("closed_on", models.DateField(null=True)),
                ("next_due_on", models.DateField(null=True)),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(db_collation="C", max_length=60), size=None
                    ),
                ),
            ],
        ),
        migrations.RunSQL(findable.ROOM, migrations.RunSQL.noop),
        migrations.RunSQL(findable.FILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="findable",
            constraint=models.UniqueConstraint(
                fields=("dossier", "compartment"), name="finding_findable_once"
            ),
        ),
        migrations.AddIndex(
            model_name="findable",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["words"], name="finding_findable_words"
            ),
        ),
        *protect(findable.TABLE, dossier="dossier_id"),
        migrations.RunSQL(findable.FUNCTIONS + findable.TRIGGERS, findable.BACK),
        WINDOW_OF_PLACES,
    ]
