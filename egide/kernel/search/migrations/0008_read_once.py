"""The windows of full text read each row once: the score comes with it, and days are read backwards without returning.

What they were before is dropped first: they give other columns.
"""

from django.db import migrations

from egide.kernel.search.opening import windows
from egide.kernel.search.slices import COVER

_BEFORE = """
do $gone$
declare one regprocedure;
begin
  for one in select p.oid from pg_proc p where p.pronamespace = 'public'::regnamespace
    and (p.proname like 'window\\_search%' or p.proname = 'search_cover')
  loop
    execute format('drop function %s', one);
  end loop;
end $gone$;
"""


class Migration(migrations.Migration):
    """Will open them again."""

    dependencies = [("search", "0007_one_search")]

    # Going back leaves them to 0007, which takes them away.
    operations = [
        migrations.RunSQL(_BEFORE + COVER, migrations.RunSQL.noop),
        *(migrations.RunSQL(opened.sql, migrations.RunSQL.noop) for opened in windows()),
    ]
