"""One more source of the index: the corrective measures, their triggers and the texts of before.

The model of what each later source needs.
"""

from typing import Any

from django.db import migrations

from egide.kernel.search.rebuilding import add
from egide.kernel.search.triggers import install_source


def texts_of_before(apps: Any, schema_editor: Any) -> None:
    """Will index what was written before its trigger existed."""
    add(schema_editor.connection, "measure")


class Migration(migrations.Migration):
    """Will install the keeping of measures."""

    dependencies = [("search", "0004_windows"), ("measures", "0002_walls")]

    operations = [
        *install_source("measure"),
        migrations.RunPython(texts_of_before, migrations.RunPython.noop),
    ]
