"""The wall of information cards: of one compartment, never an outsider's.

See platform/database/walls.py for the words of the policies.
"""

from django.db import migrations

from egide.platform.database.walls import protect


class Migration(migrations.Migration):
    """Will put the table behind the walls."""

    dependencies = [("information_cards", "0001_initial"), ("accounts", "0002_day_one")]

    operations = [*protect("information_cards_informationcard")]
