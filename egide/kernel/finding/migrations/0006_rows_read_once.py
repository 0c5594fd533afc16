"""The window of several words tells what lists narrow, sort and count by: each row is read once, not twice.

It told where the rows are, and the list read them there again: half of what finding five hundred dossiers cost.
"""

from importlib import import_module

from django.db import migrations

from egide.kernel.finding import findable
from egide.platform.database.walls import window

_BEFORE = import_module("egide.kernel.finding.migrations.0005_findable").WINDOW_OF_PLACES
_DROP = f"drop function public.{findable.WINDOW};"


class Migration(migrations.Migration):
    """Will make the window again: what it gives is part of what a function is."""

    dependencies = [("finding", "0005_findable")]

    operations = [
        migrations.RunSQL(_DROP, _BEFORE.sql),
        window(
            findable.WINDOW,
            arguments="beginnings text[]",
            returns=findable.TELLS,
            body=findable.BODY,
            language="plpgsql",
        ),
    ]
