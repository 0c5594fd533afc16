"""Windows that keep no plan are planned as PostgreSQL judges, whatever the page that asks keeps for itself.

A page keeps one plan for each of its statements; that mode reached the statements inside the windows too, and one
plan for every word read half a second at a million dossiers. New windows are written so (platform/database/walls.py).
"""

from django.db import migrations

_AS_JUDGED = r"""
do $judged$
declare one regprocedure;
begin
  for one in select p.oid from pg_proc p where p.pronamespace = 'public'::regnamespace
    and p.proname like 'window\_%'
    and not exists (select from unnest(p.proconfig) c where starts_with(c, 'plan_cache_mode='))
  loop
    execute format('alter function %s set plan_cache_mode = auto', one);
  end loop;
end $judged$;
"""


class Migration(migrations.Migration):
    """Will tell each window that has no mode of its own."""

    dependencies = [("search", "0009_planned_once")]

    operations = [migrations.RunSQL(_AS_JUDGED, migrations.RunSQL.noop)]
