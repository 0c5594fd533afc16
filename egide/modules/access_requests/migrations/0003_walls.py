"""The wall of access requests, and the service that brings in what the public form sends.

That service acts in the access compartment only; the one of the ordinary form never enters there.
"""

from typing import Any

from django.db import migrations

from egide.kernel.search.triggers import texts_declared
from egide.platform.database.walls import protect

CODE, NAME = "access_intake", "Réception des demandes d’accès"


def enter(apps: Any, schema_editor: Any) -> None:
    """Will name the service."""
    actor, _ = apps.get_model("accounts", "ServiceActor").objects.get_or_create(
        code=CODE, defaults={"name": NAME}
    )
    actor.compartments.set(apps.get_model("accounts", "Compartment").objects.filter(code="access"))


class Migration(migrations.Migration):
    """Will put the table behind the wall, and let full text follow it."""

    dependencies = [
        ("access_requests", "0002_initial"),
        ("dossiers", "0002_walls"),
        ("handover", "0002_walls"),
        ("search", "0008_read_once"),
    ]

    operations = [
        *protect("access_requests_accessrequest", dossier="dossier_id"),
        migrations.RunPython(enter, migrations.RunPython.noop),
        *texts_declared(),
    ]
