"""The compartment of this module's dossiers, and the services that must act there.

Reads are journaled. Units and people are entered by the staff, as for the other compartments.
"""

from typing import Any

from django.db import migrations

CODE, NAME = "access", "Accès à l’information"
SERVICES = ("mail_intake", "scheduler", "sealer", "key_service", "sign_in", "handover", "pass_desk")


def enter(apps: Any, schema_editor: Any) -> None:
    """Will create the compartment and open it to the services of the house."""
    place, _ = apps.get_model("accounts", "Compartment").objects.get_or_create(
        code=CODE, defaults={"name": NAME, "reads_journaled": True}
    )
    for service in apps.get_model("accounts", "ServiceActor").objects.filter(code__in=SERVICES):
        service.compartments.add(place)


class Migration(migrations.Migration):
    """Will make room for the dossiers."""

    dependencies = [
        ("accounts", "0002_day_one"),
        ("handover", "0002_walls"),
        ("passes", "0002_walls"),
    ]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
