"""Many entries in one statement: the same bytes, the same walls and the same refusals as one by one.

The writer in the database is the same function: what is tried is the order, the chains and the whole or nothing.
"""

import re
from typing import Any

import pytest
from django.db import DataError, ProgrammingError, transaction

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.journal.append import dossier_chain
from egide.platform.journal.append_many import Entry, append_all
from egide.platform.journal.models import Event, Head
from tests.database import as_owner
from tests.platform.journal.conftest import NOON, OPENED, OTHER, Scene, checked

SALTED = re.compile("=[0-9a-f]{64}")


def entry(scene: Scene, dossier: int = OPENED, code: str = "dossier.opened", **more: object) -> Entry:
    values: dict[str, object] = {
        "chain": dossier_chain(dossier),
        "compartment_id": scene.office,
        "dossier_id": dossier,
        "data": {"number": "I-2026-00007", "état": "clos"},
    }
    return Entry(code=code, **{**values, **more})  # type: ignore[arg-type]


def bodies(dossier: int) -> list[str]:
    with as_owner():
        return [
            SALTED.sub("=…", row)
            for row in Event.objects.filter(chain=dossier_chain(dossier))
            .order_by("seq")
            .values_list("body", flat=True)
        ]


def test_the_bytes_are_those_of_one_entry_after_the_other(scene: Scene) -> None:
    told = {"number": "I-2026-00007", "état": "clos"}
    with transaction.atomic():
        for dossier in (OPENED, OTHER, OPENED):
            scene.write(dossier, data=told, notes={"why": "Réglé"} if dossier == OTHER else {})
        alone = bodies(OPENED), bodies(OTHER)
        transaction.set_rollback(True)

    with acting_as(service("scheduler")):
        refs = append_all([entry(scene), entry(scene, OTHER, notes={"why": "Réglé"}), entry(scene)], at=NOON)

    assert [line.split("\n")[0] for line in bodies(OPENED)] == ["egide-journal-1"] * 2
    assert bodies(OTHER) == alone[1]
    assert bodies(OPENED)[0] == alone[0][0]
    assert [(ref.chain, ref.seq) for ref in refs] == [("dossier:7", 1), ("dossier:8", 1), ("dossier:7", 2)]
    with as_owner():
        heads = dict(Head.objects.values_list("chain", "hash"))
        assert {chain: bytes(digest).hex() for chain, digest in heads.items()} == {
            "dossier:7": refs[2].hash,
            "dossier:8": refs[1].hash,
        }
    assert checked().ok


def test_nothing_asked_writes_nothing(scene: Scene) -> None:
    assert append_all([], at=NOON) == ()


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"compartment_id": 10**6}, ProgrammingError),
        ({"chain": "dossier:9"}, DataError),
        ({"code": "Opened"}, DataError),
        ({"notes": {"why": "a\0b"}}, ValueError),
    ],
)
def test_one_refusal_leaves_nothing_of_the_others(
    scene: Scene, wrong: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error), acting_as(service("scheduler")):
        append_all([entry(scene, OTHER), entry(scene, **wrong)], at=NOON)

    assert bodies(OTHER) == []


def test_nobody_writes_without_acting(scene: Scene) -> None:
    with pytest.raises(ProgrammingError, match="nobody acts"), transaction.atomic():
        append_all([entry(scene)], at=NOON)
