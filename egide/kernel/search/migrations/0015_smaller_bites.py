"""The windows of full text opened again: fewer days are read first, where nothing tells how many hold a page.

At a million dossiers two slices of days held three hundred texts of a title where twenty are shown. Nothing is kept
otherwise.
"""

from django.db import migrations

from egide.kernel.search.opening import windows


class Migration(migrations.Migration):
    """Will open the windows again."""

    dependencies = [("search", "0014_concerned")]

    # Going back leaves them to 0014, which takes them away with those before.
    operations = [migrations.RunSQL(opened.sql, migrations.RunSQL.noop) for opened in windows()]
