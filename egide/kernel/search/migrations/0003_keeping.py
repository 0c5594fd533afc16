"""The triggers that keep the index, its inverted index, and the texts that were there before.

Made from kernel/search/sources.py: one more source is one line there and a migration like 0005, which installs it.
"""

from typing import Any

from django.db import migrations

from egide.kernel.search.rebuilding import fill
from egide.kernel.search.sources import CARD
from egide.kernel.search.triggers import install

SOURCES = ("note", "message", "letter", "document")


def texts_of_before(apps: Any, schema_editor: Any) -> None:
    """Will index what was written before this table existed."""
    fill(schema_editor.connection, only=(CARD, *SOURCES))


class Migration(migrations.Migration):
    """Will install the keeping and fill the table."""

    dependencies = [
        ("search", "0002_walls"),
        ("dossiers", "0003_platform_links"),
        ("parties", "0006_fold_known_people"),
        ("finding", "0003_words_of_before"),
        ("notes", "0002_walls"),
        ("exchanges", "0002_walls"),
        ("letters", "0005_typing_walls"),
        ("documents", "0004_ties"),
        ("interventions", "0009_recourse_walls"),
        ("service_complaints", "0002_walls"),
        ("disclosures", "0002_walls"),
        ("gate", "0007_passes"),
    ]

    operations = [
        *install(*SOURCES),
        migrations.RunSQL(
            # Rows stay whole in their page: reading a word must not fetch another table.
            "alter table search_entry set (toast_tuple_target = 8160);"
            "create index search_inverted on search_entry using gin (words, (array[place_id::int]))"
            " with (fastupdate = off);",
            "drop index search_inverted; alter table search_entry reset (toast_tuple_target);",
        ),
        migrations.RunPython(texts_of_before, migrations.RunPython.noop),
    ]
