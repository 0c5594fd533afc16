"""The second lock, person by person: a conflict takes away, a grant or a pass gives one dossier and nothing else.

Compartments are tried in test_row_level.py.
"""

import pytest

from tests.walls import sql
from tests.walls.house import House
from tests.walls.rows import CODES, DENIED, EMPTY, FORGED, compartment_id, enter_as_insider, insertion
from tests.walls.sql import Connection

# Without a dossier in their own row: a conflict cannot take them away (docs/threat-model.md, « Ce qui reste »).
WITHOUT_DOSSIER = {
    "access_examination_publisheddocument",
    "admission_complaints_delegation",  # of the Commissioner’s powers, to someone of his house
    "admission_work_openingscertificate",
    "admission_work_publishedsummary",
    "admission_work_yeartotals",
    "letters_letterhead",
    "batches_batch",
    "consulting_question",  # it names no dossier, on purpose
    "correspondence_mailfile",
    "correspondence_piecestep",  # hidden with its piece, which names the dossier
    "correspondence_receivedemail",  # the same
    "digitisation_lot",
    "digitisation_step",
    "disposal_certificate",  # numbers and hashes, no title
    "disposal_dispositionlist",
    "disposal_setting",
    "disposal_slip",
    "dossiers_dossier",
    "dossiers_numbercounter",
    "exports_export",
    "information_cards_informationcard",
    "interventions_requestfile",
    "imports_importrun",  # a source’s name and counts
    "ombudsman_delegate",  # the same
    "ombudsman_meeting",  # the network, which is of no dossier
    "ombudsman_meetingfile",
    "ombudsman_networksubject",
    "ombudsman_respondent",
    "office_mandates_monthlyreport",  # counts of one month
    "paper_box",
    "paper_boxmove",
    "paper_check",
    "paper_checkline",
    "paper_place",
    "records_office_sealedfile",  # a copy without a key to its dossier
    "records_office_sealedrelease",
    "scans_scannedbatch",
    "search_lexeme",  # words, each once for a compartment, that name no dossier
    "search_vocable",
    "storage_storedobject",
    "wordings_wordingversion",
}


@pytest.mark.parametrize("code", CODES)
def test_a_conflict_takes_everything_of_the_dossier_away(house: House, app: Connection, code: str) -> None:
    plant = house.plants[code]
    about = f"dossier_id = {plant.dossier.pk}"
    tables = [table for table in sql.hanging(app) if table not in EMPTY]
    enter_as_insider(app, house, code)
    assert [table for table in tables if not sql.seen(app, table, about)] == []

    sql.enter(app, "staff", house.user(f"aside-{code}").pk)

    left = {table for table in tables if sql.seen(app, table, about)}
    assert left == set()
    assert sql.seen(app, "dossiers_dossier", f"id = {plant.dossier.pk}") == 0
    # What is not the dossier's stays: the person still works there.
    assert sql.seen(app, "dossiers_numbercounter") > 0


def test_the_tables_that_no_conflict_can_reach_are_known(house: House, app: Connection) -> None:
    assert set(sql.walled(app)) - set(sql.hanging(app)) == WITHOUT_DOSSIER


@pytest.mark.parametrize("code", CODES)
def test_an_outsider_sees_the_granted_dossier_and_nothing_else(
    house: House, app: Connection, code: str
) -> None:
    plant = house.plants[code]
    sql.enter(app, "external", house.user(f"guest-{code}").pk)

    assert sql.seen(app, "dossiers_dossier") == 1
    assert sql.seen(app, "letters_letter") > 0
    hanging = set(sql.hanging(app))
    for table in sql.walled(app):
        named = f"dossier_id is distinct from {plant.dossier.pk}"
        if table in hanging:
            assert sql.seen(app, table, named) == 0, table
        elif table != "dossiers_dossier":
            assert sql.seen(app, table) == 0, table


def test_an_outsider_without_a_grant_sees_nothing(house: House, app: Connection) -> None:
    sql.enter(app, "external", house.user("denis").pk)

    assert {table: n for table in sql.walled(app) if (n := sql.seen(app, table))} == {}


RELEASED = {
    "dossiers_dossier", "parties_party", "passes_pass", "letters_letter", "documents_document",
    "documents_documentversion", "storage_storedobject", "messages_message", "messages_file",
}  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_the_bearer_of_a_pass_sees_what_was_released_and_no_other_table(
    house: House, app: Connection, owner: Connection, code: str
) -> None:
    query = (
        "select id from passes_pass where compartment_id = %s and purpose = 'follow_up' order by id limit 1"
    )
    found = owner.execute(query, [compartment_id(house, code)]).fetchone()
    assert found is not None
    sql.enter(app, "pass", int(found[0]))

    seen = {table: n for table in sql.walled(app) if (n := sql.seen(app, table))}

    assert set(seen) <= RELEASED
    assert {table: seen[table] for table in ("dossiers_dossier", "parties_party", "passes_pass")} == {
        "dossiers_dossier": 1, "parties_party": 1, "passes_pass": 1,
    }  # fmt: skip
    assert seen["messages_message"] == 1


@pytest.mark.parametrize("code", CODES)
def test_the_bearer_of_a_pass_changes_adds_and_deletes_nothing(
    house: House, app: Connection, owner: Connection, code: str
) -> None:
    place = compartment_id(house, code)
    query = (
        "select id from passes_pass where compartment_id = %s and purpose = 'follow_up' order by id limit 1"
    )
    found = owner.execute(query, [place]).fetchone()
    assert found is not None
    sql.enter(app, "pass", int(found[0]))
    done = {}
    for table in sql.walled(app):
        row = sql.sample(owner, table, f"compartment_id = {place}")
        if row is None:
            continue
        forged = row | {k: v for k, v in FORGED.items() if type(row.get(k)) is type(v)}
        done[table] = (
            insertion(app, table, forged),
            sql.outcome(app, f"update {table} set compartment_id = compartment_id"),
            sql.outcome(app, f"delete from {table}"),
        )

    assert {t: kept for t, kept in done.items() if not set(kept) <= {DENIED, "0"}} == {}
    assert len(done) > 15


def test_the_window_of_resemblances_tells_nothing_of_a_hidden_dossier(
    house: House, app: Connection, owner: Connection
) -> None:
    plant = house.plants["commissioner"]
    about = plant.dossier.pk
    sounds = owner.execute(
        "select sound_last, sound_sorted from parties_party where dossier_id = %s and role = 'requester'",
        [about],
    ).fetchone()
    assert sounds is not None
    told = "select count(*) from window_staff_matches(%s)"
    insider = plant.insider.pk
    sql.enter(app, "staff", insider)
    app.execute(  # she tells of herself what the dossier's person is called
        "insert into parties_staffidentity (user_id, stated_at, orders, name, name_sorted, sound_last, "
        "sound_first, sound_sorted, email, email_key, phone, phone_key, address, address_key, postal_key) "
        "values (%s, now(), '{}', 'x', 'x', %s, '', %s, '', '', '', '', '', '', '')",
        [insider, *sounds],
    )
    assert app.execute(told, [about]).fetchone() != (0,)

    for kind, who in (
        ("staff", house.user("aside-commissioner").pk),
        ("staff", house.plants["office"].insider.pk),
        ("external", house.user("denis").pk),
        ("anonymous", 0),
    ):
        sql.enter(app, kind, who)
        assert app.execute(told, [about]).fetchone() == (0,), (kind, who)
        # What someone told of herself is hers alone.
        assert sql.seen(app, "parties_staffidentity") == 0
