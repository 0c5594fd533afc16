"""Tables that carry a compartment and hold no content: units and services are known to everybody.

Without these two marks the start is refused, as it is for any unprotected table.
"""

from django.db import migrations

from egide.platform.database.walls import without_wall


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_cache_table")]
    operations = [
        without_wall("accounts_unit", reason="L’organigramme est connu de tout le personnel."),
        without_wall("accounts_serviceactor_compartments", reason="Où chaque service agit; aucun contenu."),
    ]
