"""The window of several words tells what lists narrow, sort and count by: each row is read once, not twice.

It told where the rows are, and the list read them there again: half of what finding five hundred dossiers cost.
"""

from importlib import import_module

from django.db import migrations

from egide.kernel.finding import findable
from egide.platform.database.walls import window

_BEFORE = import_module("egide.kernel.finding.migrations.0005_findable").WINDOW_OF_PLACES
_DROP = f"drop function public.{findable.WINDOW};"
_TABLE, _END, _SEEN, _TOLD = findable.TABLE, findable._END, findable._SEEN, findable._TOLD
# As it was then: every unit's words met (0007 meets those of the reader's units).
BODY = f"""
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
  return query execute 'with met as materialized (select {_TOLD} from {_TABLE} f where {_SEEN}' || asked
    || ' limit {findable.MOST} + 1) select m.* from met m where (select count(*) from met) <= {findable.MOST}';
end
"""
WINDOW_OF_ALL_UNITS = window(
    findable.WINDOW,
    arguments="beginnings text[]",
    returns=findable.TELLS,
    body=BODY,
    language="plpgsql",
)


class Migration(migrations.Migration):
    """Will make the window again: what it gives is part of what a function is."""

    dependencies = [("finding", "0005_findable")]

    operations = [
        migrations.RunSQL(_DROP, _BEFORE.sql),
        WINDOW_OF_ALL_UNITS,
    ]
