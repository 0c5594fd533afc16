"""The index of an order’s dossiers begins with what a reader reaches and holds what a list reads of a party.

It takes the place of the one of the same name that the lists had (gate, 0005): no row is read for it any more.
"""

from django.db import migrations, models

BEFORE = "parties_party (order_id, role, dossier_id, compartment_id) where order_id is not null"


class Migration(migrations.Migration):
    """Will put the new index in the place of the old one."""

    dependencies = [("parties", "0007_third_persons_and_bodies"), ("gate", "0005_list_indexes")]

    operations = [
        migrations.RunSQL(
            "drop index if exists parties_of_order;", f"create index parties_of_order on {BEFORE};"
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(
                fields=["order", "role", "compartment"],
                include=["dossier", "id"],
                condition=models.Q(order__isnull=False),
                name="parties_of_order",
            ),
        ),
    ]
