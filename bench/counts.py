"""The price of the walls on counts: the window, the same count under the policies, the same without any.

The window must cost at most twice the count without walls, and never more than 5 ms.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

import psycopg
from django.db import connection
from django.utils import timezone

from bench.readers import readers
from bench.report import Goal, row
from bench.surroundings import Place
from bench.timing import alternate, measure
from egide.interfaces.staff.dates import horizon
from egide.kernel.gate.windows import open_counts
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.database import roles

SQL = """
select state, count(*), count(*) filter (where assignee_id = %(me)s),
       count(*) filter (where next_due_on < %(today)s), count(*) filter (where assignee_id is null)
from dossiers_dossier
where kind = 'intervention_request' and closed_on is null and {reach} group by state
"""
TRIES = 40


def rows(place: Place) -> Iterator[dict[str, object]]:
    """Will count the open dossiers of each reader in the three ways."""
    today = timezone.localdate()
    near = horizon(today).soon
    for reader in readers():
        actor = reader.actor
        sql, values = _count(actor, today)
        with acting_as(actor, read_only=True):
            free, window = alternate(
                _without_walls(place, sql, values), partial(_window, actor, today, near), tries=TRIES
            )
            walled = measure(partial(_send, sql, values), tries=12, warm=1)
        yield row(
            f"{reader.label} : décompte par la fenêtre",
            window,
            limit="prédicat explicite",
            limit_times=free,
            goal=Goal(ratio_most=2),
        )
        yield row(
            f"{reader.label} : décompte sous les politiques",
            walled,
            limit="prédicat explicite",
            limit_times=free,
        )


def _count(actor: Actor, today: object) -> tuple[str, dict[str, Any]]:
    units = sorted({a.unit_id for a in actor.roles})
    places = sorted({a.compartment_id for a in actor.roles})
    whole = actor.holds("intake")
    reach = "compartment_id = any(%(places)s)" if whole else "unit_id = any(%(units)s)"
    values = {"me": actor.user_id, "today": today, "units": units, "places": places}
    return SQL.format(reach=reach), values


def _window(actor: Actor, today: date, near: date, n: int) -> object:
    return open_counts(actor, today=today, near=near)


def _send(sql: str, values: dict[str, Any], n: int) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _without_walls(place: Place, sql: str, values: dict[str, Any]) -> Callable[[int], object]:
    # The owner passes through the walls: the same statement, without any policy.
    server = psycopg.connect(
        place.cluster.url(roles.OWNER, place.main), autocommit=True, prepare_threshold=None
    )
    return lambda n: server.execute(sql, values).fetchall()
