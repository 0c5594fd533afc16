"""The journal cannot be edited: not by the application, and not by an owner who forgets the rule.

The positive twin is the reading of the same table, which succeeds.
"""

import pytest
from django.db import ProgrammingError, connection, transaction

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.journal.verification import verify
from tests.database import as_owner
from tests.platform.journal.conftest import Scene, checked, one

TABLES = ("event", "note", "head", "seal", "leaf")
WRITES = (
    "update journal_{0} set {1}",
    "delete from journal_{0}",
    "truncate journal_{0} cascade",
    "insert into journal_{0} select * from journal_{0}",
)
CHANGE = {
    "event": "code = 'x'",
    "note": "text = 'x'",
    "head": "seq = seq - 1",
    "seal": "body = 'x'",
    "leaf": "seq = 1",
}


@pytest.mark.parametrize("table", TABLES)
def test_the_application_reads_and_is_refused_every_write(sealed: Scene, table: str) -> None:
    with acting_as(service("sealer")):
        assert one(f"select count(*) from journal_{table}") > 0
        for statement in WRITES:
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                _execute(statement.format(table, CHANGE[table]))


@pytest.mark.parametrize("table", TABLES)
def test_triggers_refuse_the_owner_too(sealed: Scene, table: str) -> None:
    with as_owner():
        for statement in WRITES[:3]:
            with pytest.raises(ProgrammingError, match="journal: "), transaction.atomic():
                _execute(statement.format(table, CHANGE[table]))
    assert checked().ok


@pytest.mark.parametrize("function", ["journal_seal(now())", "journal_seal_text(1)"])
def test_only_the_sealer_seals(sealed: Scene, function: str) -> None:
    with pytest.raises(ProgrammingError, match="only the sealer"), acting_as(service("scheduler")):
        one(f"select {function}")
    with acting_as(service("sealer")):
        assert one(f"select {function}")


def test_the_application_cannot_take_the_sequences(scene: Scene) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        one("select nextval('journal_event_id_seq')")


def test_verification_refuses_a_role_that_does_not_see_everything(sealed: Scene) -> None:
    with pytest.raises(PermissionError, match="propriétaire"):
        verify()
    assert checked().ok


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
