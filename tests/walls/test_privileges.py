"""What the application's login can never do, whatever SQL it is made to run; and what it cannot learn on the side.

Someone who can run SQL can also set the actor: docs/threat-model.md says so. The attempts below stay refused.
"""

import psycopg
import pytest

from tests.database import Pair, TestServer
from tests.walls import sql
from tests.walls.house import House
from tests.walls.sql import Connection

DENIED = "42501"
# How a window may be planned: exactly these settings.
PLANNED = {
    "plan_cache_mode=force_custom_plan", "plan_cache_mode=force_generic_plan", "plan_cache_mode=auto",
    "max_parallel_workers_per_gather=0",
}  # fmt: skip
# SECURITY DEFINER functions that run as the owner: each one writes or decides, and is read line by line in review.
AS_OWNER = {
    "complaints_keep_away",
    "disposal_shared_objects",
    "egide_enter",
    "journal_append",
    "journal_forget",
    "journal_seal",
    "journal_seal_text",
    # The exchange of a delegate who acts with her account, and no other.
    "ombudsman_enter_delegate",
    # The dossiers submitted to whoever acts, and to nobody else: enters as `egide_enter` does.
    "ombudsman_enter_submitted",
    # Refuse to let go of what a hold keeps, whoever asks; they read the holds, and answer nothing else.
    "records_held_object",
    "records_keep_hold",
    "records_keep_link",
    "records_keep_notes",
    "records_keep_objects",
    "records_keep_rows",
    "records_keep_table",
    "records_lift_is_told",
    # Refuse what enters a dossier that was destroyed; they read what ended, and answer nothing else.
    "records_refuse_arrival",
    "records_refuse_entry",
    "records_refuse_entry_below",
    # The words of what is written enter the list of words, and leave it with the last text that holds them.
    "search_forget",
    "search_learn",
    # The orders of a dossier stand beside its texts, whoever writes the text or the order; they answer nothing.
    "search_concern",
    "search_concerned",
    # So does the format of a document, beside its name and contents.
    "search_formed",
    "search_versioned",
    "tally_deadlines",
    "tally_dossiers",
    "tally_dossier_change",
    "tallies_fold",
    "tallies_rebuild",
}
# Unique keys that do not start with the compartment: a violation could only tell that a number drawn at random,
# or an internal id that no page ever shows, is taken.
UNGUARDED_KEYS = {
    "disposal_item_place_once", "disposal_item_one_list", "disposal_slip_disposition_list_id_key",  # of one list
    "redaction_rank_once", "redaction_box_once", "redaction_stroke_once", "redaction_look_once",  # of one document
    "correspondence_file_once", "parties_flag_once",  # (piece, rank), (dossier, user, basis)
    "correspondence_source_once", "correspondence_step_once",  # (dossier, …), (piece, rank)
    "correspondence_uid_once",  # (box, …)
    "correspondence_sealedpiece_number_key",  # one register for the house, its numbers tell nothing
    "parties_staffidentity_user_id_key",  # one row a person, written by herself
    "deadlines_rank_once", "decisions_rank_once", "documents_rank_once", "letters_rank_once", "mandates_rank_once",
    "messages_rank_once", "messages_form_once", "messages_file_once", "messages_alert_message_id_key",
    "ombudsman_meeting_file_once",  # (meeting, rank)
    "ombudsman_delegate_exchange_once", "ombudsman_delegate_user_id_key",  # (dossier, …), one row a person
    "ombudsman_recommendation_once", "ombudsman_submission_once", "ombudsman_submission_standing",  # (dossier, …)
    "passes_rank_once", "parties_rank_once", "records_hold_rank_once",  # (dossier, rank)
    "records_keeping_once", "records_filing_once",  # (dossier, …)
    "interventions_recourse_rank_once",  # (dossier, rank)
    "exports_told_once", "exports_export_public_id_key",  # (export, dossier), drawn at random
    "consulting_rank_once", "consulting_reference_once", "consulting_file_once", "consulting_version_once",  # parent
    "consulting_consultation_key_key", "consulting_question_key_key",  # drawn at random
    "examination_rank_once", "examination_version_once", "examination_page_once", "examination_third_once",
    "examination_estimate_once",  # (dossier, …), a page in its document
    "examination_publication_once", "examination_publication_live",  # (dossier, rank), a found document
    "finding_reference_rank_once", "finding_reference_once", "finding_word_once",  # (dossier, …)
    "measures_rank_once", "measures_step_once",  # (dossier, rank), (measure, number)
    "batches_dossier_once", "batches_batch_public_id_key", "joining_same_once",  # (dossier, …), drawn at random
    "search_entry_once",  # (dossier, source, rank)
    "search_saved_once", "search_savedsearch_key_key",  # (user, name) of one's own rows, drawn at random
    "joining_link_once", "joining_joined_once", "joining_merge_rank_once",  # (dossier, …)
    "notes_rank_once", "notices_unread_once", "notes_reminder_public_id_key",  # (dossier, …), drawn at random
    # (dossier, …)
    "complaints_concerned_rank_once", "complaints_concerned_user_once", "complaints_concerned_unit_once",
    "letters_typing_once",  # (dossier, letter, user)
    # (dossier, …): everything of a report hangs from its dossier
    "planning_section_rank_once", "planning_section_once", "planning_typing_once", "planning_comment_rank_once",
    "planning_comment_unit_once", "planning_recommendation_once", "planning_contribution_once",
    "planning_edition_rank_once", "planning_publication_once", "admission_summary_once",
    "admission_recommendation_rank_once",  # (dossier, rank)
    # (dossier, …): everything of a mandate hangs from its dossier
    "mandate_contributor_rank_once", "mandate_contributor_once", "mandate_approver_rank_once",
    "mandate_approver_once", "mandate_opinion_rank_once", "mandate_task_rank_once", "mandate_progress_rank_once",
    "mandate_revision_rank_once",
    "documents_version_once", "gate_conflict_once",  # (document, number), (user, dossier)
    "journal_chain_seq", "journal_leaf_once", "journal_note_key",  # written by the journal's functions only
    "mail_message_message_id_key", "storage_storedobject_blob_key",  # drawn at random
    "passes_pass_public_id_key", "passes_pass_secret_sha256_key",  # drawn at random
    # (version, …), (dossier, …)
    "documents_page_once", "documents_rendition_once", "documents_step_once", "documents_block_once",
    "paper_part_rank_once", "paper_loan_rank_once", "paper_lent_once_at_a_time", "paper_scanned_once",
    # (dossier, rank), (lot, …)
    "digitisation_item_rank_once", "digitisation_place_once", "digitisation_part_once", "digitisation_step_once",
    "records_disposed_once",  # (dossier, …)
    # drawn at random, (batch, rank)
    "uploads_upload_public_id_key", "scans_scannedbatch_public_id_key", "scans_scannedpiece_public_id_key",
    "scans_piece_once",
}  # fmt: skip

FORBIDDEN = (
    # Becoming someone else
    "set role egide_owner", "set role egide_reader", "set role postgres",
    "set session authorization egide_owner", "alter role egide_app bypassrls", "grant egide_reader to egide_app",
    "set session_replication_role = replica",
    # Taking the walls down
    "alter table dossiers_dossier disable row level security",
    "alter table dossiers_dossier no force row level security",
    "drop policy walls on dossiers_dossier", "alter policy walls on dossiers_dossier using (true)",
    "create policy open on dossiers_dossier using (true)", "alter table dossiers_dossier owner to egide_app",
    "comment on table dossiers_dossier is 'sans mur'",
    "alter table dossiers_dossier drop constraint dossiers_number_once",
    "create or replace function egide_compartments() returns int[] language sql as $$ select '{1,2,3,4}'::int[] $$",
    "alter function egide_enter(text, bigint, int) security invoker", "drop function egide_conflicts()",
    # Objects of one's own, by which names could be hijacked
    "create table public.mine (id int)", "create temporary table mine (id int)", "create schema mine",
    "create view public.mine as select * from dossiers_dossier", "create extension file_fdw",
    "create function public.mine() returns int language sql as $$ select 1 $$",
    # The journal
    "insert into journal_event select * from journal_event", "update journal_event set code = 'x'",
    "delete from journal_event", "update journal_note set text = null", "delete from journal_note",
    "update journal_head set seq = 0", "delete from journal_head", "delete from journal_seal",
    "select setval('journal_event_id_seq', 1)", "alter table journal_event disable trigger all",
    # What left or was kept
    "delete from mail_message", "delete from storage_storedobject",
    # The machine
    "select pg_read_file('/etc/passwd')", "select pg_ls_dir('/')", "copy dossiers_dossier to '/tmp/out'",
    "copy dossiers_dossier to program 'cat'", "select lo_import('/etc/passwd')",
    "select * from pg_authid", "select * from pg_statistic", "load 'auto_explain'",
)  # fmt: skip


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_it_refuses_to_the_application(app: Connection, house: House, statement: str) -> None:
    sql.enter(app, "staff", house.user("office").pk)

    assert sql.outcome(app, statement) in (DENIED, "0A000"), statement


def test_it_refuses_to_empty_any_table(app: Connection) -> None:
    tables = [row[0] for row in app.execute("select tablename from pg_tables where schemaname = 'public'")]

    assert {table: sql.outcome(app, f"truncate {table} cascade") for table in tables} == dict.fromkeys(
        tables, DENIED
    )


def test_switching_the_policies_off_refuses_the_query_rather_than_opening_it(
    app: Connection, house: House
) -> None:
    sql.enter(app, "staff", house.user("office").pk)
    app.execute("set row_security = off")

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("select count(*) from dossiers_dossier")


def test_a_superuser_alone_could(clone: Pair, test_server: TestServer) -> None:
    # The twin: these statements are refused for want of rights, not because they are misspelled.
    with psycopg.connect(test_server.cluster.superuser(), dbname=clone.default) as root:
        refused = {
            statement
            for statement in FORBIDDEN
            if sql.outcome(root, statement) in ("42601", "42883", "42P01", "42703", "42704")
        }
        root.rollback()

    assert refused == set()


def test_it_refuses_the_keys_database_to_a_reader_without_a_context(
    house: House, clone: Pair, test_server: TestServer
) -> None:
    with psycopg.connect(test_server.cluster.url("egide_app", clone.keys)) as keys:
        assert {table: n for table in sql.walled(keys) if (n := sql.seen(keys, table))} == {}
        assert sql.walled(keys)
    with psycopg.connect(test_server.cluster.url("egide_owner", clone.keys)) as keys:
        assert sql.seen(keys, "storage_wrappedkey") > 0


# --- Functions ------------------------------------------------------------------------------------------------
def test_a_function_with_the_rights_of_another_is_fixed_private_and_known(owner: Connection) -> None:
    query = """
        select proname, proowner::regrole::text, coalesce(proconfig, '{}'),
               has_function_privilege('public', oid, 'execute')
        from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
    """
    found = owner.execute(query).fetchall()

    assert {name for name, who, _, _ in found if who != "egide_reader"} == AS_OWNER
    for name, who, config, public in found:
        assert who in ("egide_owner", "egide_reader"), name
        # How a statement is planned decides nothing of what it reads.
        assert set(config) - PLANNED == {"search_path=pg_catalog, public, pg_temp"}, name
        assert not public, name


def test_no_function_of_ours_is_open_to_everybody(owner: Connection) -> None:
    query = """
        select proname from pg_proc
        where pronamespace = 'public'::regnamespace and has_function_privilege('public', oid, 'execute')
    """
    assert owner.execute(query).fetchall() == []


def test_a_function_of_ours_is_never_leakproof(owner: Connection) -> None:
    # A leakproof function would see rows before the policy does.
    query = "select proname from pg_proc where pronamespace = 'public'::regnamespace and proleakproof"
    assert owner.execute(query).fetchall() == []


def test_the_readers_rights_stop_at_reading(owner: Connection) -> None:
    query = """
        select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and has_table_privilege('egide_reader', c.oid, 'insert, update, delete, truncate, references, trigger')
    """
    assert owner.execute(query).fetchall() == []
    members = (
        "select 1 from pg_auth_members where roleid in ('egide_reader'::regrole, 'egide_owner'::regrole)"
    )
    assert owner.execute(f"{members} and member = 'egide_app'::regrole").fetchall() == []


def test_there_is_no_view_that_would_read_with_its_owners_eyes(owner: Connection) -> None:
    query = (
        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')"
    )
    assert owner.execute(query).fetchall() == []


# --- Side channels --------------------------------------------------------------------------------------------
def test_statistics_of_walled_columns_are_not_readable(
    app: Connection, owner: Connection, house: House
) -> None:
    tables = sql.walled(owner)
    for table in tables:
        owner.execute(f"analyze {table}")
    owner.commit()  # statistics, no row: the house stands
    query = "select count(*) from pg_stats where schemaname = 'public' and tablename = any(%s)"
    assert (owner.execute(query, [tables]).fetchone() or (0,))[0] > 0

    sql.enter(app, "staff", house.user("office").pk)

    assert app.execute(query, [tables]).fetchone() == (0,)
    assert app.execute(
        "select count(*) from pg_stats_ext where tablename = any(%s)", [tables]
    ).fetchone() == (0,)


def test_a_unique_key_begins_with_the_compartment_or_is_known(owner: Connection) -> None:
    query = """
        select i.relname from pg_index x
        join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
        where x.indisunique and not x.indisprimary and c.relrowsecurity and not exists (
            select from pg_attribute a
            where a.attrelid = c.oid and a.attnum = any(x.indkey::int[]) and a.attname = 'compartment_id')
    """
    assert {row[0] for row in owner.execute(query)} == UNGUARDED_KEYS


def test_a_violation_says_nothing_of_the_row_that_it_met(
    app: Connection, owner: Connection, house: House
) -> None:
    sql.enter(app, "staff", house.user("office").pk)
    place = house.plants["office"].dossier.compartment_id
    row = sql.sample(owner, "dossiers_dossier", f"compartment_id = {place}")
    assert row is not None

    for forged in (row, row | {"id": 900_000_002, "version": 0}):  # a key taken, a check refused
        with pytest.raises(psycopg.errors.IntegrityError) as raised, sql.attempt(app):
            sql.insert(app, "dossiers_dossier", forged)
        assert raised.value.diag.message_detail is None


def test_numbers_are_counted_in_each_compartment(app: Connection, house: House) -> None:
    # Two compartments give the same number without a violation: nobody learns that it is taken elsewhere.
    insert = """
        insert into dossiers_numbercounter (compartment_id, prefix, year, last) values (%s, 'INT', %s, 1)
        on conflict (compartment_id, prefix, year)
        do update set last = dossiers_numbercounter.last + 1
        returning last
    """
    for code in ("office", "commissioner"):
        plant = house.plants[code]
        sql.enter(app, "staff", plant.insider.pk)
        taken = app.execute(insert, [plant.dossier.compartment_id, plant.dossier.year]).fetchone()
        assert taken == (int(plant.number[-5:]) + 1,)


def test_on_conflict_does_not_tell_what_is_hidden(app: Connection, house: House) -> None:
    sql.enter(app, "staff", house.user("office").pk)
    hidden = house.plants["commissioner"].dossier
    insert = """
        insert into dossiers_numbercounter (compartment_id, prefix, year, last) values (%s, 'INT', %s, 1)
        on conflict do nothing returning last
    """
    for year in (hidden.year, 2031):  # taken there, and free
        assert sql.outcome(app, insert, [hidden.compartment_id, year]) == DENIED
