"""The second lock: what PostgreSQL itself keeps, whatever the code above forgets, for the real login egide_app.

Tables are read from pg_catalog. Each refusal has its twin in the same house: the rightful actor does pass.
"""

import psycopg
import pytest

from tests.walls import sql
from tests.walls.house import House
from tests.walls.planted import word
from tests.walls.rows import CODES, DENIED, EMPTY, FORGED, compartment_id, enter_as_insider, insertion
from tests.walls.sql import Connection

# Rows that hold codes, numbers and hashes only.
WORDLESS = EMPTY | {
    "access_examination_feeestimate",
    "admission_work_yeartotals",
    "correspondence_mailfile",
    "deadlines_duedate", "deadlines_factrecord", "dossiers_numbercounter", "interventions_requestfile",
    "exports_exporteddossier", "journal_event", "journal_head", "notices_notice", "messages_file",
    "documents_rendition", "paper_boxmove", "paper_check", "paper_loan", "paper_partmove",
    "office_mandates_approver",
    "ombudsman_delegateexchange",
    "parties_concernedorder",
    "redaction_pagelook", "redaction_stroke",
}  # fmt: skip
# Told of in docs/threat-model.md: its wall does not know the dossier that the row names.
NO_COMPOSITE_KEY: set[str] = set()


def test_every_walled_table_holds_a_secret_in_every_compartment(house: House, owner: Connection) -> None:
    # Without it, the attacks below would attack nothing. A new table: plant a word there, in house.py.
    missing = [
        (table, code)
        for table in sql.walled(owner)
        for code in CODES
        if table not in EMPTY
        and not sql.seen(
            owner,
            f"{table} t",
            f"compartment_id = {compartment_id(house, code)}"
            + ("" if table in WORDLESS else f" and to_jsonb(t)::text like '%{word(code)}%'"),
        )
    ]

    assert missing == []


def test_nobody_entered_sees_no_row(house: House, app: Connection) -> None:
    assert {table: n for table in sql.walled(app) if (n := sql.seen(app, table))} == {}


def test_the_anonymous_visitor_sees_no_row(house: House, app: Connection) -> None:
    sql.enter(app, "anonymous", 0)

    assert {table: n for table in sql.walled(app) if (n := sql.seen(app, table))} == {}


@pytest.mark.parametrize("code", CODES)
def test_an_actor_sees_its_compartment_and_no_other_in_every_table(
    house: House, app: Connection, owner: Connection, code: str
) -> None:
    enter_as_insider(app, house, code)
    own = f"compartment_id = {compartment_id(house, code)}"

    for table in sql.walled(app):
        assert sql.seen(app, table, f"not ({own})") == 0, table
        assert sql.seen(app, table, own) == sql.seen(owner, table, own), table


@pytest.mark.parametrize("code", [code for code in CODES if code != "office"])
def test_it_refuses_a_row_written_into_another_compartment(
    house: House, app: Connection, owner: Connection, code: str
) -> None:
    enter_as_insider(app, house, "office")
    results = {}
    for table in sql.walled(app):
        row = sql.sample(owner, table, f"compartment_id = {compartment_id(house, code)}")
        if row is not None:
            results[table] = insertion(app, table, row)

    assert results == dict.fromkeys(results, DENIED)
    assert len(results) > 15


def test_the_same_row_in_its_own_compartment_is_stopped_by_its_key_only(
    house: House, app: Connection, owner: Connection
) -> None:
    enter_as_insider(app, house, "office")
    results = {}
    for table in sql.walled(app):
        row = sql.sample(owner, table, f"compartment_id = {compartment_id(house, 'office')}")
        if row is not None and not table.startswith("journal_"):
            results[table] = insertion(app, table, row)

    assert results == dict.fromkeys(results, psycopg.errors.UniqueViolation.sqlstate)


def test_it_refuses_a_row_moved_into_another_compartment(house: House, app: Connection) -> None:
    enter_as_insider(app, house, "office")
    other = compartment_id(house, "commissioner")

    for table in sql.walled(app):
        moved = sql.outcome(app, f"update {table} set compartment_id = {other}")
        assert len(moved) == 5 or table in EMPTY, (table, moved)  # an SQLSTATE, never a count of rows


def test_it_changes_and_deletes_nothing_on_the_other_side(house: House, app: Connection) -> None:
    enter_as_insider(app, house, "office")
    other = f"compartment_id = {compartment_id(house, 'commissioner')}"

    for table in sql.walled(app):
        assert sql.outcome(app, f"delete from {table} where {other}") in ("0", DENIED), table
        assert sql.outcome(app, f"update {table} set compartment_id = compartment_id where {other}") in (
            "0",
            DENIED,
        )


def test_it_refuses_a_row_that_names_the_dossier_of_another_compartment(
    house: House, app: Connection, owner: Connection
) -> None:
    enter_as_insider(app, house, "office")
    answers = {}
    for table in sql.hanging(app):
        row = sql.sample(
            owner, table, f"compartment_id = {compartment_id(house, 'office')} and dossier_id is not null"
        )
        if row is None or table.startswith("journal_"):  # the journal takes no row at all
            continue
        hidden = house.plants["commissioner"].dossier.pk
        forged = (
            row | {"dossier_id": hidden} | {k: v for k, v in FORGED.items() if type(row.get(k)) is type(v)}
        )
        answers[table] = insertion(app, table, forged)

    accepted = {table for table, answer in answers.items() if not answer.startswith("23")}
    assert accepted == NO_COMPOSITE_KEY, str(answers)


@pytest.mark.parametrize("place", ["office", "commissioner"])
def test_it_refuses_an_entry_in_the_chain_of_a_dossier_of_another_compartment(
    house: House, app: Connection, place: str
) -> None:
    # A chain opened in the wrong compartment would keep its rightful dossier from ever being written about.
    enter_as_insider(app, house, "office")
    append = "select journal_append('dossier:' || %s, %s, %s, 'dossier.opened', '{}', now(), null)"
    hidden, office = house.plants["commissioner"].dossier.pk, compartment_id(house, "office")

    for dossier in (hidden, 900_000_003):  # one of the others', and one that may be theirs tomorrow
        values = [dossier, compartment_id(house, place), dossier]
        assert sql.outcome(app, append, values) in (DENIED, "23503")
    own = house.plants["office"].dossier.pk
    assert sql.outcome(app, append, [own, office, own]) == "1"
