"""The check made at each start: may this database role serve, and are all the walls standing?

Independent of Django; used by `serve`, `worker` and `check --deploy`. It changes nothing.
"""

from typing import Any

import psycopg

from egide.platform.database.walls import NO_WALL

_ROLE = """
select r.rolsuper,
       r.rolbypassrls
       or exists (select from pg_roles b where b.rolbypassrls and pg_has_role(r.oid, b.oid, 'member')),
       pg_has_role(r.oid, d.datdba, 'member')
       or exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                  where n.nspname = 'public' and c.relkind in ('r', 'p')
                    and pg_has_role(r.oid, c.relowner, 'member'))
from pg_roles r, pg_database d
where r.rolname = %s and d.datname = current_database()
"""
_OPEN = """
select c.relname
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attname = 'compartment_id' and not a.attisdropped
where n.nspname = 'public' and c.relkind in ('r', 'p')
  and not (c.relrowsecurity and c.relforcerowsecurity)
  and coalesce(obj_description(c.oid, 'pg_class'), '') not like %s
order by c.relname
"""


def refusal(connection: "psycopg.Connection[Any]") -> str | None:
    """Will return the French sentence that forbids the start, or None when the application may serve."""
    for role in sorted(
        {str(row[0]) for row in connection.execute("select unnest(array[current_user, session_user])")}
    ):
        if sentence := _role_refusal(connection, role):
            return sentence
    tables = [str(row[0]) for row in connection.execute(_OPEN, [f"{NO_WALL}%"])]
    if tables:
        return f"Ces tables portent un compartiment mais n’ont pas de mur forcé\u00a0: {', '.join(tables)}."
    return None


def _role_refusal(connection: "psycopg.Connection[Any]", role: str) -> str | None:
    row = connection.execute(_ROLE, [role]).fetchone()
    if row is None:
        return f"Le rôle «\u00a0{role}\u00a0» est inconnu de la base de données."
    superuser, bypass, owner = row
    if superuser:
        return f"Le rôle «\u00a0{role}\u00a0» est superutilisateur. Utilisez egide_app."
    if bypass:
        return f"Le rôle «\u00a0{role}\u00a0» peut contourner les murs (BYPASSRLS). Utilisez egide_app."
    if owner:
        return (
            f"Le rôle «\u00a0{role}\u00a0» est propriétaire de la base ou de ses tables. Utilisez egide_app."
        )
    return None
