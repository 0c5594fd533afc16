"""Writing in the journal as the application does: who may, where, and what exactly is written.

Each refusal has its success in the first tests, with the same scene.
"""

from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
from django.db import DataError, ProgrammingError, connection, transaction

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import ANONYMOUS, service
from egide.platform.journal.append import access_chain, append, dossier_chain
from egide.platform.journal.models import Event, Head, Note
from tests.database import as_owner
from tests.platform.journal.conftest import NOON, OPENED, OTHER, Scene, checked, one


def test_it_writes_these_very_bytes(scene: Scene) -> None:
    first = scene.write(at=datetime(2026, 12, 18, 13, 5, tzinfo=timezone(timedelta(hours=-5))))

    second = scene.write(
        code="dossier.closed", data={"état": "clos", "a": [1, None, True]}, notes={"why": "Réglé"}
    )

    with as_owner():
        event, note = Event.objects.get(pk=second.id), Note.objects.get()
    assert event.body == "\n".join(
        [
            "egide-journal-1",
            first.hash,
            "dossier:7",
            "2",
            str(scene.office),
            "7",
            "2026-12-18T17:00:00.000000Z",
            "service:scheduler",
            "dossier.closed",
            "why=" + sha256(bytes(note.salt or b"") + "Réglé".encode()).hexdigest(),
            '{"a":[1,null,true],"état":"clos"}',
        ]
    )
    assert sha256(event.body.encode()).hexdigest() == second.hash
    assert (first.seq, second.seq, second.chain) == (1, 2, "dossier:7")


def test_it_writes_the_instant_in_utc_to_the_microsecond(scene: Scene) -> None:
    at = datetime(2026, 7, 1, 8, 30, 0, 42, tzinfo=timezone(timedelta(hours=-4)))

    scene.write(at=at)

    with as_owner():
        assert Event.objects.get().body.split("\n")[6] == "2026-07-01T12:30:00.000042Z"


def test_the_first_entry_follows_zeros(scene: Scene) -> None:
    scene.write()

    with as_owner():
        event, head = Event.objects.get(), Head.objects.get()
    assert event.body.split("\n")[1] == "0" * 64
    assert (head.seq, bytes(head.hash)) == (1, bytes(event.hash))


def test_it_writes_an_access_chain_without_a_dossier(scene: Scene) -> None:
    ref = scene.write(
        chain=access_chain("office", NOON), dossier_id=None, code="access.refused", data={"action": "read"}
    )

    assert ref.chain == "access:office:2026-12-18"
    assert checked().ok


def test_it_leaves_nothing_after_a_rollback(scene: Scene) -> None:
    with transaction.atomic():
        scene.write(notes={"why": "x"})
        transaction.set_rollback(True)

    with as_owner():
        assert (Event.objects.count(), Head.objects.count(), Note.objects.count()) == (0, 0, 0)


def test_it_refuses_an_entry_outside_of_any_actor(scene: Scene) -> None:
    with pytest.raises(ProgrammingError, match="nobody acts"):
        append(
            chain=dossier_chain(OPENED),
            compartment_id=scene.office,
            dossier_id=OPENED,
            code="dossier.opened",
            data={},
            at=NOON,
        )


def test_it_refuses_an_anonymous_entry(scene: Scene) -> None:
    with pytest.raises(ProgrammingError, match="nobody acts"), acting_as(ANONYMOUS):
        append(
            chain=dossier_chain(OPENED),
            compartment_id=scene.office,
            dossier_id=OPENED,
            code="dossier.opened",
            data={},
            at=NOON,
        )


def test_it_refuses_the_compartment_of_someone_else(scene: Scene) -> None:
    with pytest.raises(ProgrammingError, match="not a compartment"), acting_as(service("public_intake")):
        append(chain="register:1", compartment_id=scene.discipline, code="x.y", data={}, at=NOON)
    with acting_as(service("public_intake")):
        assert append(chain="register:1", compartment_id=scene.office, code="x.y", data={}, at=NOON).seq == 1


@pytest.mark.parametrize(
    ("setting", "value", "message"),
    [
        ("egide.conflicts", "{7}", "in conflict"),
        ("egide.external", "1", "not granted"),
        ("egide.external", "", "not granted"),
    ],
)
def test_it_refuses_a_dossier_that_the_walls_hide(
    scene: Scene, setting: str, value: str, message: str
) -> None:
    def write(dossier: int) -> None:
        with acting_as(service("scheduler")), connection.cursor() as cursor:
            cursor.execute(
                "select set_config('egide.grants', '{8}', true), set_config(%s, %s, true)", [setting, value]
            )
            append(
                chain=dossier_chain(dossier),
                compartment_id=scene.office,
                dossier_id=dossier,
                code="dossier.read",
                data={},
                at=NOON,
            )

    with pytest.raises(ProgrammingError, match=message):
        write(OPENED)
    write(OTHER)


def test_a_chain_never_changes_compartment(scene: Scene) -> None:
    scene.write()

    with pytest.raises(ProgrammingError, match="never changes compartment"):
        scene.write(compartment_id=scene.discipline)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"chain": "dossier:8"}, "chain"),
        ({"chain": "dossier:7\nx"}, "chain"),
        ({"chain": "Dossier:7"}, "chain"),
        ({"chain": "dossier"}, "chain"),
        ({"chain": "access:discipline:2026-12-18"}, "chain"),
        ({"code": "Dossier ouvert"}, "code"),
        ({"code": ""}, "code"),
        ({"notes": {"Pourquoi": "x"}}, "note"),
        ({"notes": {"a,b=c": "x"}}, "note"),
    ],
)
def test_it_refuses_a_misspelled(scene: Scene, change: dict[str, Any], message: str) -> None:
    with pytest.raises(DataError, match=f"misspelled {message}"):
        scene.write(**change)


@pytest.mark.parametrize("data", ["[]", '{"a":1,"a":2}', '{"a":\n1}', "null", "{", "x"])
def test_the_database_refuses_data_that_is_not_one_line_of_json(scene: Scene, data: str) -> None:
    with (
        pytest.raises(DataError, match="one line of JSON"),
        acting_as(service("scheduler")),
        connection.cursor() as cursor,
    ):
        cursor.execute("select journal_append('a:1', %s, null, 'x.y', %s, now(), null)", [scene.office, data])


def test_it_refuses_an_instant_without_a_zone(scene: Scene) -> None:
    with pytest.raises(ValueError, match="time zone"):
        scene.write(at=NOON.replace(tzinfo=None))


def test_it_refuses_a_note_with_a_nul_and_keeps_every_other_text(scene: Scene) -> None:
    hostile = "=CMD()'\"<b>\r\n\t\x01\u202e 😀 é e\u0301" + "x" * 100_000
    with pytest.raises(ValueError, match="NUL"):
        scene.write(notes={"why": "a\0b"})

    scene.write(notes={"why": hostile})

    with as_owner():
        assert Note.objects.get().text == hostile
    assert checked().ok


def test_the_clock_of_the_database_does_not_date_entries(scene: Scene) -> None:
    scene.write(at=datetime(2019, 1, 1, tzinfo=UTC))

    with as_owner():
        assert Event.objects.get().recorded_at.year == 2019


def test_row_level_security_hides_the_entries_of_other_compartments(scene: Scene) -> None:
    scene.write(notes={"why": "Office"})
    scene.write(OTHER, compartment_id=scene.discipline, notes={"why": "Discipline"})

    with acting_as(service("public_intake")):
        seen = [one(f"select string_agg(chain, ',') from journal_{table}") for table in ("event", "head")]
        texts = one("select string_agg(text, ',') from journal_note")
    with acting_as(service("scheduler")):
        both = one("select count(*) from journal_event")

    assert (seen, texts, both) == (["dossier:7", "dossier:7"], "Office", 2)
    assert one("select count(*) from journal_event") == 0
