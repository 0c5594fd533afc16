"""The walls of what people are typing, and the letter it belongs to, held in one compartment.

See platform/database/walls.py for the words of the policies.
"""

from django.db import migrations

from egide.platform.database.walls import anchor, protect, tie


class Migration(migrations.Migration):
    """Will put the table behind the walls."""

    dependencies = [("letters", "0004_signing"), ("dossiers", "0002_walls")]

    operations = [
        anchor("letters_letter"),
        *protect("letters_typing", dossier="dossier_id"),
        tie("letters_typing", "letter_id", "letters_letter"),
    ]
