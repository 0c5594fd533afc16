"""The format of a document beside its texts, counted with what is read; common words are walked, not gathered.

The table is written once with the formats in it (some minutes at a million dossiers, searches wait); the windows are
opened again, and ask PostgreSQL how many texts should answer before they gather them.
"""

from django.db import migrations, models

from egide.kernel.search.formats import COLUMN, COLUMN_BACK, FOLLOW, FOLLOW_BACK, FORMATS, FORMATS_BACK
from egide.kernel.search.opening import windows
from egide.kernel.search.orders import CONCERN
from egide.kernel.search.placing import EXPECTED, EXPECTED_BACK
from egide.kernel.search.rebuilding import BUILDING

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
    """Will write the formats, follow them, and open the windows again."""

    dependencies = [("search", "0016_words_of_a_place"), ("documents", "0006_reading_walls")]

    operations = [
        migrations.RunSQL(FORMATS, FORMATS_BACK),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(f"{BUILDING}; {COLUMN}", COLUMN_BACK)],
            state_operations=[
                migrations.AddField(
                    model_name="entry",
                    name="format",
                    field=models.CharField(blank=True, db_default="", default="", max_length=120),
                )
            ],
        ),
        migrations.RunSQL(FOLLOW, FOLLOW_BACK),
        migrations.RunSQL(CONCERN, migrations.RunSQL.noop),
        migrations.RunSQL(EXPECTED, EXPECTED_BACK),
        # Going back leaves them to 0012, which takes them away.
        migrations.RunSQL(_BEFORE, migrations.RunSQL.noop),
        *(migrations.RunSQL(opened.sql, migrations.RunSQL.noop) for opened in windows()),
    ]
