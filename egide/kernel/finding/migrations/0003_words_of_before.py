"""The words of the titles and names that were saved before this table existed.

Run once, as the owner; from here on keeping.py follows what is saved.
"""

from typing import Any

from django.db import migrations


def fill(apps: Any, schema_editor: Any) -> None:
    """Will keep the words of every title and name."""
    from egide.kernel.finding.keeping import words_of

    word = apps.get_model("finding", "Word")
    for dossier in apps.get_model("dossiers", "Dossier").objects.iterator(chunk_size=2000):
        _keep(word, dossier.pk, dossier.compartment_id, "title", 0, words_of(dossier.title))
    for party in apps.get_model("parties", "Party").objects.iterator(chunk_size=2000):
        _keep(word, party.dossier_id, party.compartment_id, "name", party.rank, words_of(party.name))


def _keep(model: Any, dossier: int, place: int, source: str, party: int, words: tuple[str, ...]) -> None:
    model.objects.bulk_create(
        model(
            dossier_id=dossier,
            compartment_id=place,
            source=source,
            party=party,
            word=word,
        )
        for word in words
    )


class Migration(migrations.Migration):
    """Will fill the table."""

    dependencies = [("finding", "0002_walls"), ("parties", "0003_anchor")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
