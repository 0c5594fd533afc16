"""One’s own dossiers, and the steps of closed ones, counted up to a thousand beside a page: from indexes alone.

A place’s two indexes of several columns begin by the unit or the compartment: those of one column served nobody, and
took at a hundred thousand dossiers the place of the one that the page is ordered by.
"""

import django.db.models.deletion
from django.db import migrations, models

# Name, columns, condition; what stood beside them, what stands there now.
_INDEXES = (
    ("own", "(assignee_id, kind)", "", "", "id, compartment_id, unit_id"),
    (
        "closed_unit",
        "(unit_id, next_due_on, id)",
        " where closed_on is not null",
        "",
        "kind, compartment_id, state",
    ),
    (
        "closed_place",
        "(compartment_id, kind, next_due_on, id)",
        " where closed_on is not null",
        "",
        "unit_id, state",
    ),
    (
        "unit_newest",
        "(unit_id, received_on desc, id desc)",
        "",
        "kind, compartment_id",
        "kind, compartment_id, state",
    ),
    ("newest", "(compartment_id, kind, received_on desc, id desc)", "", "", "unit_id, state"),
)


def _again(name: str, columns: str, condition: str, beside: str) -> str:
    include = f" include ({beside})" if beside else ""
    return (
        f"drop index dossiers_{name};"
        f" create index dossiers_{name} on dossiers_dossier {columns}{include}{condition};"
    )


def _plain(name: str) -> migrations.AlterField:
    field: models.ForeignKey[object, object] = models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=f"accounts.{name}",
    )
    return migrations.AlterField(model_name="dossier", name=name, field=field)


class Migration(migrations.Migration):
    """Will write five indexes of the lists again, under their names (gate, 0005), and drop two of one column."""

    dependencies = [("dossiers", "0008_counted_by_index"), ("gate", "0005_list_indexes")]

    operations = [
        *(
            migrations.RunSQL(_again(name, columns, where, now), _again(name, columns, where, before))
            for name, columns, where, before, now in _INDEXES
        ),
        _plain("compartment"),
        _plain("unit"),
    ]
