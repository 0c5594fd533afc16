"""The walls of what is published: the proposal stays in its request, the copy is read by everyone until withdrawn.

Only the access compartment writes: the second policy is for reading alone.
"""

from django.db import migrations

from egide.platform.database.walls import protect, tie

PUBLICATION = "access_examination_publication"
PUBLISHED = "access_examination_publisheddocument"


class Migration(migrations.Migration):
    """Will put the tables behind the walls, and let out what was made to be read."""

    dependencies = [
        ("access_examination", "0003_publishing"),
        ("dossiers", "0002_walls"),
        ("documents", "0004_ties"),
    ]

    operations = [
        *protect(
            PUBLICATION, dossier="dossier_id", parent=("found_id", "access_examination_founddocument", "id")
        ),
        tie(PUBLICATION, "version_id", "documents_documentversion"),
        *protect(PUBLISHED),
        migrations.RunSQL(
            f"create policy shown_to_all on {PUBLISHED} for select using (withdrawn_at is null);",
            f"drop policy shown_to_all on {PUBLISHED};",
        ),
    ]
