"""The second lock: what PostgreSQL itself keeps, whatever the code above forgets, for the real login egide_app.

Tables are read from pg_catalog. Each refusal has its twin in the same house: the rightful actor does pass.
"""

import psycopg
import pytest

from tests.walls import sql
from tests.walls.house import PLACES, House, word
from tests.walls.sql import Connection

DENIED = "42501"
CODES = sorted(PLACES)
# Behind a wall, but of no compartment's content: nothing to find.
EMPTY = {
    "journal_leaf",
    "joining_dossierlink",
    "joining_sameperson",
}  # made by the hourly seal; links two dossiers, the house has one
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
    "redaction_pagelook", "redaction_stroke",
}  # fmt: skip
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
    "search_vocable",
    "storage_storedobject",
    "wordings_wordingversion",
}
# Told of in docs/threat-model.md: its wall does not know the dossier that the row names.
NO_COMPOSITE_KEY: set[str] = set()


def compartment_id(house: House, code: str) -> int:
    return house.plants[code].dossier.compartment_id


def enter_as_insider(app: Connection, house: House, code: str) -> None:
    sql.enter(app, "staff", house.plants[code].insider.pk)


# --- Nobody, and everyone at home -------------------------------------------------------------------------
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


# --- Writing across the wall --------------------------------------------------------------------------------
@pytest.mark.parametrize("code", [code for code in CODES if code != "office"])
def test_it_refuses_a_row_written_into_another_compartment(
    house: House, app: Connection, owner: Connection, code: str
) -> None:
    enter_as_insider(app, house, "office")
    results = {}
    for table in sql.walled(app):
        row = sql.sample(owner, table, f"compartment_id = {compartment_id(house, code)}")
        if row is not None:
            results[table] = _insertion(app, table, row)

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
            results[table] = _insertion(app, table, row)

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
        answers[table] = _insertion(app, table, forged)

    accepted = {table for table, answer in answers.items() if not answer.startswith("23")}
    assert accepted == NO_COMPOSITE_KEY, str(answers)


FORGED = {
    "id": 900_000_001, "rank": 30_000, "number": 30_000, "reference": "REC-2026-99999",
    "message_id": "<forged@office.example>",
}  # fmt: skip


def _insertion(app: Connection, table: str, row: dict[str, object]) -> str:
    try:
        with sql.attempt(app):
            sql.insert(app, table, row)
    except psycopg.Error as error:
        return error.sqlstate or "?"
    return "accepted"


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


# --- Conflicts and grants -----------------------------------------------------------------------------------
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
    for table in sql.walled(app):
        named = f"dossier_id is distinct from {plant.dossier.pk}"
        if table in sql.hanging(app):
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
            _insertion(app, table, forged),
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


# --- The door -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["owner", "", "Staff", "staff ", "superuser", "staff'; reset all; --"])
def test_it_refuses_an_unknown_kind_of_actor(app: Connection, kind: str) -> None:
    with pytest.raises(psycopg.errors.InvalidParameterValue):
        sql.enter(app, kind, 1)


def test_it_refuses_a_service_that_does_not_exist(app: Connection) -> None:
    with pytest.raises(psycopg.errors.NoDataFound):
        sql.enter(app, "service", 987_654)


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        ("staff", "denis"),  # an outsider who claims to be staff
        ("staff", "guest-office"),
        ("staff", "inactive"),
        ("external", "bruno"),  # a member of the staff who claims to be an outsider
        ("external", "office"),
    ],
)
def test_a_forged_identity_opens_nothing(house: House, app: Connection, kind: str, who: str) -> None:
    sql.enter(app, kind, house.user(who).pk)

    assert {table: n for table in sql.walled(app) if (n := sql.seen(app, table))} == {}


@pytest.mark.parametrize("who", [-1, 0, 2**62])
def test_an_id_that_names_nobody_opens_nothing(house: House, app: Connection, who: int) -> None:
    sql.enter(app, "staff", who)

    assert {table: n for table in sql.walled(app) if (n := sql.seen(app, table))} == {}


def test_one_active_compartment_narrows_and_never_widens(house: House, app: Connection) -> None:
    helene = house.user("helene").pk
    for code, expected in {"office": 1, "presidency": 1, "commissioner": 0}.items():
        app.execute("select egide_enter('staff', %s, %s::int)", [helene, compartment_id(house, code)])
        assert sql.seen(app, "dossiers_dossier") == expected, code


# --- The context ends ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("ending", ["commit", "rollback"])
def test_the_next_transaction_of_the_same_connection_is_nobody_s(
    house: House, app: Connection, ending: str
) -> None:
    enter_as_insider(app, house, "office")
    assert sql.seen(app, "dossiers_dossier") == 1

    getattr(app, ending)()

    assert sql.seen(app, "dossiers_dossier") == 0


def test_a_savepoint_given_up_gives_the_former_actor_back(house: House, app: Connection) -> None:
    enter_as_insider(app, house, "office")
    with sql.attempt(app):
        enter_as_insider(app, house, "discipline")
        assert sql.seen(app, "letters_letter", f"compartment_id = {compartment_id(house, 'discipline')}") == 2

    assert sql.seen(app, "letters_letter", f"compartment_id = {compartment_id(house, 'discipline')}") == 0
    assert sql.seen(app, "letters_letter", f"compartment_id = {compartment_id(house, 'office')}") == 2
