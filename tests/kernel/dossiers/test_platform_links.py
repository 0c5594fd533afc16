"""An entry of the journal or an outgoing message names a dossier that exists, in its own compartment.

Tried as the owner, past the walls: what is tested is the foreign key alone.
"""

import json

import pytest
from django.db import IntegrityError, connection, transaction

from egide.platform.accounts.models import Compartment
from tests.database import as_owner
from tests.kernel.scene import Scene

# A copy of a row that the house wrote, with another place: {changes} overrides its columns.
COPY = "insert into {table} select (jsonb_populate_record(r, %s::jsonb)).* from {table} r order by id limit 1"
OWN = {
    "journal_event": {"id": 900_001, "chain": "dossier:900001"},
    "mail_message": {"id": 900_001, "message_id": "<copie@office.example>"},
}


def write(table: str, compartment: int, dossier: int | None) -> None:
    # The keys of migrations are checked at once, not at the commit.
    changes = OWN[table] | {"compartment_id": compartment, "dossier_id": dossier}
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(COPY.format(table=table), [json.dumps(changes)])
        assert cursor.rowcount == 1


@pytest.mark.parametrize("table", OWN)
def test_the_link_holds_the_dossier_and_its_compartment_together(scene: Scene, table: str) -> None:
    scene.approve("acknowledgment", who="bruno")
    scene.queue("acknowledgment")
    dossier = scene.dossier
    other = Compartment.objects.get(code="discipline").pk

    for compartment, named in ((other, dossier.pk), (dossier.compartment_id, 999_999)):
        with pytest.raises(IntegrityError, match="dossier_wall"):
            write(table, compartment, named)

    write(table, dossier.compartment_id, dossier.pk)


@pytest.mark.parametrize("table", OWN)
def test_what_concerns_no_dossier_names_none(scene: Scene, table: str) -> None:
    scene.approve("acknowledgment", who="bruno")
    scene.queue("acknowledgment")

    write(table, scene.dossier.compartment_id, None)
