"""The three roles and the two databases, in SQL that may be run again without harm (architecture, 5.4).

egide_owner migrates, egide_app serves, egide_reader owns the windows. Applied to the embedded server,
printed for a real one; no password is written here.
"""

import psycopg

OWNER, READER, APP = "egide_owner", "egide_reader", "egide_app"
MAIN, KEYS = "egide", "egide_keys"

ROLES_SQL = """\
do $$
begin
  if not exists (select from pg_roles where rolname = 'egide_owner') then create role egide_owner; end if;
  if not exists (select from pg_roles where rolname = 'egide_reader') then create role egide_reader; end if;
  if not exists (select from pg_roles where rolname = 'egide_app') then create role egide_app; end if;
end $$;
alter role egide_owner login bypassrls nosuperuser nocreatedb nocreaterole;
alter role egide_reader nologin bypassrls nosuperuser nocreatedb nocreaterole;
alter role egide_app login nobypassrls nosuperuser nocreatedb nocreaterole noinherit;
-- The owner hands the windows (SECURITY DEFINER functions) over to the reader, hence the membership.
grant egide_reader to egide_owner;
"""

_DATABASE_SQL = (
    "create database {name} owner egide_owner template template0 encoding 'UTF8' "
    "locale_provider builtin builtin_locale 'PG_UNICODE_FAST' locale 'C'"
)

_CONNECT_SQL = """\
revoke all on database {name} from public;
grant connect on database {name} to egide_app;
"""

_PRIVILEGES_SQL = """\
revoke all on schema public from public;
grant usage on schema public to {users};
alter default privileges for role egide_owner in schema public
  grant select, insert, update, delete on tables to egide_app;
alter default privileges for role egide_owner in schema public grant usage, select on sequences to egide_app;
alter default privileges for role egide_owner revoke execute on functions from public;
alter default privileges for role egide_owner in schema public grant execute on functions to {users};
"""
_READER_SQL = """\
alter default privileges for role egide_owner in schema public grant select on tables to egide_reader;
"""


def privileges_sql(database: str, *, windows: bool) -> str:
    """Will return the grants to run inside a database; without windows (the key database), no reader."""
    users = f"{APP}, {READER}" if windows else APP
    return connect_sql(database) + _PRIVILEGES_SQL.format(users=users) + (_READER_SQL if windows else "")


def connect_sql(database: str) -> str:
    """Will return the grants on a database itself, which a copy made from a template does not inherit."""
    return _CONNECT_SQL.format(name=database)


def create_database_sql(database: str) -> str:
    """Will return the statement that creates a database for the owner."""
    return _DATABASE_SQL.format(name=database)


def script() -> str:
    """Will return the whole preparation as a psql script, for the administrator of a real server."""
    parts = [
        "-- Égide\u00a0: rôles, bases et privilèges. À exécuter par un superutilisateur (PostgreSQL 18)\u00a0:",
        "--   egide database bootstrap | psql --set ON_ERROR_STOP=1 --dbname postgres",
        "-- Donnez ensuite un mot de passe à chacun des deux rôles de connexion, dans psql\u00a0:",
        "--   \\password egide_owner     puis     \\password egide_app",
        ROLES_SQL,
    ]
    for database in (MAIN, KEYS):
        missing = f"where not exists (select from pg_database where datname = '{database}') \\gexec"
        parts.append(f"select $${create_database_sql(database)}$$ {missing}")
    for database in (MAIN, KEYS):
        parts += [f"\\connect {database}", privileges_sql(database, windows=database == MAIN)]
    return "\n".join(parts)


def apply(address: str) -> None:
    """Will prepare the server; `address` is a superuser's connection string, without a database name."""
    with psycopg.connect(address, dbname="postgres", autocommit=True) as server:
        server.execute(ROLES_SQL)
    for database in (MAIN, KEYS):
        create_database(address, database, windows=database == MAIN)


def create_database(address: str, database: str, *, windows: bool) -> None:
    """Will create one database unless it exists, and set its privileges."""
    with psycopg.connect(address, dbname="postgres", autocommit=True) as server:
        if not server.execute("select from pg_database where datname = %s", [database]).rowcount:
            server.execute(create_database_sql(database))
    with psycopg.connect(address, dbname=database) as inside:
        inside.execute(privileges_sql(database, windows=windows))
