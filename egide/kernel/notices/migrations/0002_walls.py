"""The walls of the notices: a notice whose dossier is no longer reachable is no longer there.

What a person chose about e-mail holds no content and has no wall.
"""

from django.db import migrations

from egide.platform.database.walls import protect


class Migration(migrations.Migration):
    """Will put the notices behind the walls."""

    dependencies = [("notices", "0001_initial"), ("dossiers", "0002_walls")]

    operations = [*protect("notices_notice", dossier="dossier_id")]
