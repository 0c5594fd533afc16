"""The walls of service complaints, and the service that brings in what the public form sends.

That service acts in the president's compartment only; the one of the ordinary form never enters there.
"""

from typing import Any

from django.db import migrations

from egide.platform.database.walls import protect

CODE, NAME = "complaint_intake", "Réception des plaintes sur les services"


def enter(apps: Any, schema_editor: Any) -> None:
    """Will name the service."""
    actor, _ = apps.get_model("accounts", "ServiceActor").objects.get_or_create(
        code=CODE, defaults={"name": NAME}
    )
    actor.compartments.set(apps.get_model("accounts", "Compartment").objects.filter(code="presidency"))


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [
        ("service_complaints", "0001_initial"),
        ("accounts", "0002_day_one"),
        ("dossiers", "0002_walls"),
        ("handover", "0002_walls"),
    ]

    operations = [
        *protect("service_complaints_servicecomplaint", dossier="dossier_id"),
        *protect("service_complaints_concernedstaff", dossier="dossier_id"),
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
