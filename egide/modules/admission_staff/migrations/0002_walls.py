"""The walls of complaints about the Commissioner's staff, and the service that brings in what the form sends.

That service acts in his compartment only, and reads nothing back.
"""

from typing import Any

from django.db import migrations

from egide.kernel.search.triggers import texts_declared
from egide.platform.database.walls import protect

CODE, NAME = "admission_staff_intake", "Réception des plaintes sur le personnel du Commissaire"


def enter(apps: Any, schema_editor: Any) -> None:
    """Will name the service."""
    actor, _ = apps.get_model("accounts", "ServiceActor").objects.get_or_create(
        code=CODE, defaults={"name": NAME}
    )
    actor.compartments.set(apps.get_model("accounts", "Compartment").objects.filter(code="commissioner"))


class Migration(migrations.Migration):
    """Will put the table behind the walls."""

    dependencies = [
        ("admission_staff", "0001_initial"),
        ("accounts", "0002_day_one"),
        ("dossiers", "0002_walls"),
        ("handover", "0002_walls"),
        ("search", "0008_read_once"),
    ]

    operations = [
        *protect("admission_staff_staffcomplaint", dossier="dossier_id"),
        *texts_declared(),
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
