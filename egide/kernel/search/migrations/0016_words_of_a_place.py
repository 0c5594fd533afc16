"""The inverted index holds each word with its place: what a reader may not open is no longer met at all.

At a million dossiers two names met in the lists of the whole house, then in that of the unit: 4 ms, now less than one.
The index is made again (half a minute there, searches wait); the windows are opened again.
"""

from django.db import migrations

from egide.kernel.search.lexicon import FORGET
from egide.kernel.search.opening import windows
from egide.kernel.search.placing import INDEX, PLACING
from egide.kernel.search.rebuilding import BUILDING


class Migration(migrations.Migration):
    """Will make the index again, and open the windows."""

    dependencies = [("search", "0015_smaller_bites")]

    # Going back leaves all of it: the windows of this version are those that every earlier migration opens.
    operations = [
        migrations.RunSQL(PLACING, migrations.RunSQL.noop),
        migrations.RunSQL(
            f"{BUILDING}; drop index if exists search_inverted; {INDEX}; analyze search_entry",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(FORGET, migrations.RunSQL.noop),
        *(migrations.RunSQL(opened.sql, migrations.RunSQL.noop) for opened in windows()),
    ]
