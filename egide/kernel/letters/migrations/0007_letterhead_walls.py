"""The wall of letterheads, and the one of the Commissioner, who is independent of the Office.

The line says what the Office's service statement says of him; his own people change it on their page.
"""

from typing import Any

from django.db import migrations

from egide.platform.database.walls import protect

ORGANIZATION = "Commissaire à l’admission aux professions"
LINE = "Exerce ses fonctions de manière indépendante de l’Office des professions du Québec"


def write(apps: Any, schema_editor: Any) -> None:
    """Will give the Commissioner his own letterhead."""
    place = apps.get_model("accounts", "Compartment").objects.filter(code="commissioner").first()
    if place is not None:
        apps.get_model("letters", "Letterhead").objects.get_or_create(
            compartment=place, defaults={"organization": ORGANIZATION, "line": LINE}
        )


class Migration(migrations.Migration):
    """Will put the table behind the walls."""

    dependencies = [("letters", "0006_letterhead"), ("accounts", "0002_day_one")]

    operations = [
        *protect("letters_letterhead"),
        migrations.RunPython(write, migrations.RunPython.noop),
    ]
