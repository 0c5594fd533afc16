"""The service that carries the public form to the Commissioner: it acts in his compartment and nowhere else."""

from typing import Any

from django.db import migrations

CODE, NAME = "admission_form", "Formulaire public du Commissaire à l’admission"


def enter(apps: Any, schema_editor: Any) -> None:
    """Will name the service."""
    actor, _ = apps.get_model("accounts", "ServiceActor").objects.get_or_create(
        code=CODE, defaults={"name": NAME}
    )
    actor.compartments.set(apps.get_model("accounts", "Compartment").objects.filter(code="commissioner"))


class Migration(migrations.Migration):
    """Will let the form in."""

    dependencies = [("admission_work", "0002_walls"), ("accounts", "0002_day_one")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
