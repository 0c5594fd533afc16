"""What every installation has from its first day: the four compartments and the named services.

Serves the walls and the journal, which name them by code; units, sites and people are entered by the staff.
"""

from typing import Any

from django.db import migrations

COMPARTMENTS = (
    ("office", "Office des professions", False),
    ("presidency", "Bureau de la présidence", True),
    ("commissioner", "Commissaire à l’admission aux professions", True),
    ("discipline", "Bureau des présidents des conseils de discipline", True),
)
EVERYWHERE = tuple(code for code, _, _ in COMPARTMENTS)
SERVICES = (
    ("public_intake", "Réception des formulaires publics", ("office", "commissioner")),
    ("mail_intake", "Réception du courrier", EVERYWHERE),
    ("scheduler", "Planificateur", EVERYWHERE),
    ("sealer", "Scellement du journal", EVERYWHERE),
    ("key_service", "Service des clés", EVERYWHERE),
    ("sign_in", "Porte d’entrée", EVERYWHERE),
)


def enter(apps: Any, schema_editor: Any) -> None:
    compartment = apps.get_model("accounts", "Compartment")
    service = apps.get_model("accounts", "ServiceActor")
    for code, name, journaled in COMPARTMENTS:
        compartment.objects.get_or_create(code=code, defaults={"name": name, "reads_journaled": journaled})
    for code, name, places in SERVICES:
        actor, _ = service.objects.get_or_create(code=code, defaults={"name": name})
        actor.compartments.set(compartment.objects.filter(code__in=places))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
