"""A kept search is its person's in the database too; a window says whose are to be looked at again, never a word.

The look of every ten minutes begins as the scheduler, who reads no search: each is read as the person who keeps it.
"""

from django.db import migrations

from egide.platform.database.walls import window

# No compartment: the row belongs to a person, not to the Office's files. Not forced: the owner steps over walls
# anyway, and egide_app owns nothing. Insert and update obey the same words.
OWN_ROW = """
alter table search_savedsearch enable row level security;
create policy own_row on search_savedsearch for all
  using ('staff:' || user_id = (select nullif(pg_catalog.current_setting('egide.actor', true), '')))
  with check ('staff:' || user_id = (select nullif(pg_catalog.current_setting('egide.actor', true), '')));
"""
OWN_ROW_REVERSE = """
drop policy own_row on search_savedsearch;
alter table search_savedsearch disable row level security;
"""
# Who keeps something to look at, to the one service that looks; to anybody else, nobody.
KEEPERS = """
  select distinct s.user_id from public.search_savedsearch s
  where not s.paused and s.looked_to < reached
    and (select nullif(pg_catalog.current_setting('egide.actor', true), '')) = 'service:scheduler'
"""


class Migration(migrations.Migration):
    """Will put the wall up and open the window."""

    dependencies = [("search", "0012_spelled"), ("gate", "0003_enter")]

    operations = [
        migrations.RunSQL(OWN_ROW, OWN_ROW_REVERSE),
        window(
            "window_search_keepers",
            arguments="reached bigint",
            returns="table(user_id bigint)",
            body=KEEPERS,
        ),
    ]
