"""Gives the people who were already there the keys under which they are found again.

Run by the owner, who steps over the walls for this; nothing that was typed changes.
"""

from typing import Any

from django.db import migrations

from egide.law.addresses import phone_key, postal_code, street_key
from egide.law.names import sorted_words
from egide.law.sounds import sounds


def fold_people(apps: Any, schema_editor: Any) -> None:
    """Will compute the keys of each party."""
    parties = apps.get_model("parties", "Party").objects.using(schema_editor.connection.alias)
    for party in parties.only("name", "phone", "address").iterator(chunk_size=1000):
        heard = sounds(party.name)
        parties.filter(pk=party.pk).update(
            name_sorted=sorted_words(party.name)[:220],
            sound_sorted=" ".join(sorted(heard))[:220],
            sound_first=heard[0][:80] if heard else "",
            sound_last=heard[-1][:80] if heard else "",
            phone_key=phone_key(party.phone),
            address_key=street_key(party.address)[:200],
            postal_key=postal_code(party.address),
        )


class Migration(migrations.Migration):
    """Will fill the new columns."""

    dependencies = [("parties", "0005_identity_walls")]

    operations = [migrations.RunPython(fold_people, migrations.RunPython.noop)]
