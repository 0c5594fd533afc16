"""The bodies that the guide named until now, each « à valider »: nobody has confirmed their coordinates.

Corrected at /administration/organismes/, which keeps what was known before.
"""

from datetime import date
from typing import Any

from django.db import migrations

FIRST = date(2026, 1, 1)
SOURCE = "Liste de départ de l’Office, à valider"
BODIES = (
    (
        "opc",
        "Office de la protection du consommateur",
        "OPC",
        "Achats, contrats, garanties, réparation d’un véhicule, voyages, recouvrement de dettes.",
        "https://www.opc.gouv.qc.ca/",
    ),
    (
        "amf",
        "Autorité des marchés financiers",
        "AMF",
        "Assurance, placements, courtage hypothécaire, planification financière.",
        "https://lautorite.qc.ca/",
    ),
    (
        "oaciq",
        "Organisme d’autoréglementation du courtage immobilier du Québec",
        "OACIQ",
        "Courtage immobilier.",
        "https://www.oaciq.com/",
    ),
    (
        "rbq",
        "Régie du bâtiment du Québec",
        "RBQ",
        "Entrepreneurs en construction, licences, travaux, gaz, électricité, plomberie.",
        "https://www.rbq.gouv.qc.ca/",
    ),
    (
        "plaintes-sante",
        "Commissaire local aux plaintes et à la qualité des services",
        "",
        "Services reçus dans un établissement de santé ou de services sociaux.",
        "",
    ),
)


def add(apps: Any, schema: Any) -> None:
    """Will enter the bodies, once, in the database that holds the list: taken back, the migration leaves them there."""
    if schema.connection.alias != "default":
        return
    table = apps.get_model("bodies", "OtherBody")
    for code, name, acronym, receives, url in BODIES:
        if table.objects.filter(code=code).exists():
            continue
        table.objects.create(
            code=code,
            name=name,
            acronym=acronym,
            receives=receives,
            url=url,
            source=SOURCE,
            since=FIRST,
        )


class Migration(migrations.Migration):
    """Will enter the first bodies."""

    dependencies = [("bodies", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
