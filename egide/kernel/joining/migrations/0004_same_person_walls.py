"""The wall of « one person in several dossiers »: both dossiers must be within reach, not only the first.

A restrictive policy adds the second end to the usual wall.
"""

from django.db import migrations

from egide.platform.database.walls import predicate, protect, tie

BOTH_SQL = (
    "create policy both_ends on joining_sameperson as restrictive for all "
    f"using ({predicate(dossier='other_id')}) with check ({predicate(dossier='other_id')});"
)


class Migration(migrations.Migration):
    """Will put the links of persons behind the walls of both dossiers."""

    dependencies = [("joining", "0003_same_person"), ("dossiers", "0002_walls"), ("parties", "0003_anchor")]

    operations = [
        *protect("joining_sameperson", dossier="dossier_id"),
        tie("joining_sameperson", "other_id", "dossiers_dossier"),
        tie("joining_sameperson", "party_id", "parties_party"),
        tie("joining_sameperson", "other_party_id", "parties_party"),
        migrations.RunSQL(BOTH_SQL, "drop policy both_ends on joining_sameperson;"),
    ]
