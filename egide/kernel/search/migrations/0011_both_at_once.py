"""The windows of full text look for the whole words and for the beginning of the last one in the same walk.

What they were before is dropped first: they take and give other columns.
"""

from django.db import migrations

from egide.kernel.search.opening import windows

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


class Migration(migrations.Migration):
    """Will open them again."""

    dependencies = [("search", "0010_planned_as_judged")]

    # Going back leaves them to 0009, which takes them away.
    operations = [
        migrations.RunSQL(_BEFORE, migrations.RunSQL.noop),
        *(migrations.RunSQL(opened.sql, migrations.RunSQL.noop) for opened in windows()),
    ]
