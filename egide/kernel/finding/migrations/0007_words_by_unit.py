"""Each word stands in the inverted index with its unit too: a reader of one unit meets the lists of that unit alone.

Two frequent words met the lists of the whole house, and 1,037 rows were read to keep the 491 of one unit.
"""

from importlib import import_module

import django.contrib.postgres.indexes
from django.db import migrations, models

from egide.kernel.finding.findable import ASKS, BODY, KEYS, TABLE, TELLS, WINDOW
from egide.platform.database.walls import window

_BEFORE = import_module("egide.kernel.finding.migrations.0006_rows_read_once").WINDOW_OF_ALL_UNITS


class Migration(migrations.Migration):
    """Will make the keys, their index, and the window that meets them."""

    dependencies = [("finding", "0006_rows_read_once")]

    operations = [
        migrations.RunSQL(KEYS, "drop function public.finding_keys;"),
        # Many keys a row: in the usual room, they would be sorted in many small pieces.
        migrations.RunSQL("set local maintenance_work_mem = '512MB';", migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="findable",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func("unit", "words", function="finding_keys"),
                fastupdate=False,
                name="finding_findable_by_unit",
            ),
        ),
        # How frequent its keys are is learned now: they are not told by its columns.
        migrations.RunSQL(f"analyze {TABLE};", migrations.RunSQL.noop),
        migrations.RunSQL(f"drop function public.{WINDOW};", _BEFORE.sql),
        window(WINDOW, arguments=ASKS, returns=TELLS, body=BODY, language="plpgsql"),
    ]
