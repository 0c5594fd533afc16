"""The windows of full text opened again: one walk gives a page and its total, and each word has its own plan.

What they were before is dropped first: two of them give other columns.
"""

from django.db import migrations

from egide.kernel.search.opening import windows

_BEFORE = """
do $gone$
declare one regprocedure;
begin
  for one in select p.oid from pg_proc p where p.pronamespace = 'public'::regnamespace
    and p.proname in ('window_search', 'window_search_page', 'window_search_ranked', 'window_search_total')
  loop
    execute format('drop function %s', one);
  end loop;
end $gone$;
"""


class Migration(migrations.Migration):
    """Will open them again."""

    dependencies = [("search", "0005_measures")]

    # Going back leaves them to 0004, which takes them away.
    operations = [
        migrations.RunSQL(_BEFORE, migrations.RunSQL.noop),
        *(migrations.RunSQL(opened.sql, migrations.RunSQL.noop) for opened in windows()),
    ]
