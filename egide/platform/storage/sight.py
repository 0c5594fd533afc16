"""The guard of work that compares the whole store with the database: it sees every compartment, or refuses.

Serves the sweep and the replay: behind a wall, a live blob would look like an orphan.
"""

from django.db import connection

_SEES_ALL = """
select (select rolsuper or rolbypassrls from pg_roles where rolname = current_user)
    or not exists (
         select from accounts_compartment
         where (id = any((select public.egide_compartments())::int[])) is not true)
"""


class PartialSight(Exception):
    """Some compartment is out of sight; the message is a French sentence."""


def require_full_sight() -> None:
    """Will return quietly when the actor, or the connected role, sees every compartment.

    :raises PartialSight: it does not.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SEES_ALL)
        row = cursor.fetchone()
    if not row or not row[0]:
        raise PartialSight(
            "Ce travail compare tout l’entrepôt avec la base : il lui faut tous les compartiments. "
            "Rien n’a été fait."
        )
