"""The designated officer's compartment, its wall, and the services that must act there.

Reads are journaled. Units and people are entered by the staff, as for the other compartments.
"""

from typing import Any

from django.db import migrations

from egide.platform.database.walls import protect

CODE, NAME = "integrity", "Personne désignée — divulgations"
SERVICES = ("mail_intake", "scheduler", "sealer", "key_service", "sign_in", "handover")


def enter(apps: Any, schema_editor: Any) -> None:
    """Will create the compartment and open it to the services of the house."""
    place, _ = apps.get_model("accounts", "Compartment").objects.get_or_create(
        code=CODE, defaults={"name": NAME, "reads_journaled": True}
    )
    for service in apps.get_model("accounts", "ServiceActor").objects.filter(code__in=SERVICES):
        service.compartments.add(place)


class Migration(migrations.Migration):
    """Will put the table behind the walls."""

    dependencies = [
        ("disclosures", "0001_initial"),
        ("accounts", "0002_day_one"),
        ("dossiers", "0002_walls"),
        ("handover", "0002_walls"),
    ]

    operations = [
        *protect("disclosures_disclosure", dossier="dossier_id"),
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
