"""The walls of the index: a word of a hidden text is content like the text itself.

See platform/database/walls.py for the words of the policies.
"""

from django.db import migrations

from egide.platform.database.walls import protect, without_wall


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [("search", "0001_initial"), ("dossiers", "0002_walls")]

    operations = [
        *protect("search_entry", dossier="dossier_id"),
        *protect("search_vocable"),
        without_wall(
            "search_place",
            reason="une unité, un compartiment et un genre de dossier, sans rien d’un dossier",
        ),
    ]
