"""Every table stands behind a wall, or its reason for standing outside is written here and in the database.

Asked of the real schema: what the migrations made, not what the models say.
"""

import pytest
from django.apps import apps
from django.db import connection

from egide.platform.database.walls import NO_WALL

# No content of a dossier; what it would tell is in docs/threat-model.md.
OUTSIDE = {
    "account_emailaddress": "accounts of the staff",
    "account_emailconfirmation": "the sign-in library; unused, empty",
    "accounts_absence": "who is away, when, who takes over: known to all the staff; no reason is kept there",
    "accounts_compartment": "the list of compartments",
    "accounts_delegatedrole": "which roles a delegation lends: known to all the staff",
    "accounts_delegation": "who was delegated what, by which deed, when: known to all the staff",
    "accounts_elevation": "periods of administration: who, when",
    "accounts_membership": "who works where: known to all the staff",
    "accounts_serviceactor": "the services of the house",
    "accounts_serviceactor_compartments": "where each service acts",
    "accounts_site": "addresses of the sites",
    "accounts_unit": "the organisation chart",
    "accounts_user": "the accounts",
    "auth_group": "Django's, unused",
    "auth_group_permissions": "Django's, unused",
    "auth_permission": "Django's, unused",
    "bodies_otherbody": "where else to turn: public bodies, as the orientation names them",
    "deadlines_calendarversion": "calendars are public",
    "deadlines_closureday": "holidays and closures",
    "deadlines_sweep": "that a night's sweep was done: its day and counts",
    "django_content_type": "Django's list of models",
    "django_session": "signed-in browsers: ids only, no content",
    "jobs_done": "numbers of jobs",
    "journal_seal": "roots and counts of the hourly seals",
    "correspondence_mailbox": "where boxes are and how far they were read; no password, no message",
    "correspondence_sealedpiece": "the register of sealed mail: date, medium, hand-over; neither sender nor content",
    "legal_texts_legaltext": "texts of law: public",
    "mfa_authenticator": "second factors, encrypted or public keys",
    "notices_personalnotice": "to whom a code about her own functions was told: neither what nor of whom",
    "notices_preference": "how each account wants its notices",
    "office_mandates_calendarfeed": "the hash of a person's calendar address; what it shows is read as that person",
    "parties_profession": "the professions of the Code",
    "parties_professionalorder": "the orders of the Code",
    "parties_staffidentity": "folded keys of what an account told of itself; only a window compares them",
    "procrastinate_events": "the queue's own history",
    "procrastinate_jobs": "ids and the actor, never content",
    "procrastinate_periodic_defers": "the queue's own clock",
    "procrastinate_workers": "the running workers",
    "records_plan": "the classification scheme: published, no dossier in it",
    "records_planclass": "the same, class by class",
    "records_schedule": "the retention schedule: versions, approvals",
    "records_schedulerule": "the same, rule by rule",
    "records_subdivision": "the scheme's uniform subdivisions",
    "search_look": "how far in the index it was looked for new texts: one number",
    "search_savedsearch": "what a person typed and chose: a wall of her own, and no result, no dossier in it",
    "search_place": "a unit, a compartment, a kind: what a role reaches, nothing of a dossier",
    "sendings_sentform": "which public forms were sent already: fingerprints and an encrypted receipt, of no dossier",
    "socialaccount_socialaccount": "identities at the organisation's provider",
    "socialaccount_socialapp": "the library's; configured by the environment, empty",
    "socialaccount_socialtoken": "the library's; tokens are not kept",
    "statistics_deadlinetally": "counts; the login has no right on it, a window adds up what a reader reaches",
    "statistics_openstanding": "the same counts, folded by step; the same",
    "statistics_opentally": "counts; the same",
    "statistics_ownstanding": "the same of each person",
    "statistics_owntally": "counts of the open dossiers of each person; the same",
    "usersessions_usersession": "signed-in browsers",
}
_WALLS = """
select c.relname, c.relrowsecurity and c.relforcerowsecurity, coalesce(obj_description(c.oid, 'pg_class'), ''),
       exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*'
               and p.polqual is not null and p.polwithcheck is not null),
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'compartment_id' and a.attnotnull),
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname in ('compartment_id', 'dossier_id')
               and not a.attisdropped)
from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
"""
Facts = tuple[bool, str, bool, bool, bool]


@pytest.fixture
def schema(db: None) -> dict[str, Facts]:
    with connection.cursor() as cursor:
        cursor.execute(_WALLS)
        return {row[0]: tuple(row[1:]) for row in cursor.fetchall()}


def test_a_table_is_walled_or_told_of(schema: dict[str, Facts]) -> None:
    of_models = {
        model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed
    } & set(schema)
    outside = {table for table in of_models if not schema[table][0]}

    assert outside == set(OUTSIDE) & of_models
    assert outside <= set(OUTSIDE)


def test_every_reason_is_still_needed(schema: dict[str, Facts]) -> None:
    assert {table for table in OUTSIDE if table in schema and schema[table][0]} == set()
    assert {table for table in OUTSIDE if table not in schema} == set()


def test_a_wall_holds_for_every_command_and_every_row(schema: dict[str, Facts]) -> None:
    for table, (walled, _, policy, compartment, _) in schema.items():
        if walled:
            assert policy, f"{table} : une politique pour toutes les commandes, en lecture et en écriture"
            assert compartment, f"{table} : compartment_id, jamais nul"


def test_what_names_a_dossier_or_a_compartment_is_walled_or_says_why_in_the_database(
    schema: dict[str, Facts],
) -> None:
    open_ones = {table for table, (walled, said, _, _, place) in schema.items() if place and not walled}

    assert {table for table in open_ones if not schema[table][1].startswith(NO_WALL)} == set()
