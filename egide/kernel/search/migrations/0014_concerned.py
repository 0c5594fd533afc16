"""The orders of a dossier beside each of its texts: a page counts them with what it has read, and looks up none.

Three hundred answers asked for as many dossiers in the index of orders: a thousand pages. The table is written once;
the windows are opened again, and tell what answers as they read it.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

from egide.kernel.search.opening import windows
from egide.kernel.search.orders import COLUMN, FOLLOW, FOLLOW_BACK, ORDERS

_BEFORE = """
do $gone$
declare one regprocedure;
begin
  for one in select p.oid from pg_proc p where p.pronamespace = 'public'::regnamespace
    and p.proname in ('window_search_plain', 'window_search', 'window_search_page', 'window_search_ranked',
      'window_search_total', 'window_search_new')
  loop
    execute format('drop function %s', one);
  end loop;
end $gone$;
"""


class Migration(migrations.Migration):
    """Will write the orders, follow them, and open the windows again."""

    dependencies = [("search", "0013_own_searches"), ("parties", "0009_concerned_orders")]

    operations = [
        migrations.RunSQL(ORDERS, "drop function public.search_orders(bigint)"),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"set local maintenance_work_mem = '512MB'; {COLUMN}",
                    "alter table search_entry drop column orders",
                )
            ],
            state_operations=[
                migrations.AddField(
                    model_name="entry",
                    name="orders",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, db_default=[], size=None
                    ),
                )
            ],
        ),
        migrations.RunSQL(FOLLOW, FOLLOW_BACK),
        # Going back leaves them to 0012, which takes them away.
        migrations.RunSQL(_BEFORE, migrations.RunSQL.noop),
        *(migrations.RunSQL(opened.sql, migrations.RunSQL.noop) for opened in windows()),
    ]
