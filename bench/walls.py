"""The price of row-level security on lists: the same statement of the page, inside the walls and as the owner.

The owner passes through the policies; rows, plan and server are the same. The windows that go along with the rows
repeat the walls themselves: the owner is told who reads, or they would answer nothing (counts.py measures them).
"""

from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import psycopg
from django.db import connection

from bench.limits import TRIES
from bench.numbered import named
from bench.pages import addresses
from bench.readers import Reader, readers
from bench.report import Goal, row
from bench.surroundings import Place
from bench.timing import alternate, counted
from egide.platform.accounts.acting import SETTINGS, acting_as
from egide.platform.database import roles
from egide.platform.database.together import Prepared

WANTED = ("Mon travail, tous", "liste", "liste, 40e page", "liste, en retard", "liste, fermés")
GOAL = Goal(ratio_most=1.5)


def rows(place: Place) -> Iterator[dict[str, object]]:
    """Will send the statement that reads each list in both ways."""
    for reader in readers():
        with psycopg.connect(place.cluster.url(roles.OWNER, place.main), autocommit=True) as owner:
            for name, url in addresses(reader):
                if name in WANTED:
                    sql, kept = _statement(reader, url)
                    with acting_as(reader.actor, read_only=True):
                        inside = connection.connection
                        told_alike(owner)
                        free, walled = alternate(
                            _send(owner, sql, kept), _send(inside, sql, kept), tries=TRIES
                        )
                    yield row(
                        f"{reader.label} : rangées de « {name} » sous les politiques",
                        walled,
                        limit="sans politique",
                        limit_times=free,
                        goal=GOAL,
                    )


def told_alike(owner: "psycopg.Connection[Any]") -> None:
    """Will give the owner's connection the settings of the reader who has just entered: no policy reads them there."""
    with connection.cursor() as cursor:
        for name in SETTINGS:
            cursor.execute("select current_setting(%s, true)", [name])
            told = cursor.fetchone()
            owner.execute("select set_config(%s, %s, false)", [name, (told and told[0]) or ""])


def _statement(reader: Reader, url: str) -> tuple[str, bool]:
    """Will return the statement of the page that reads its dossiers, its values in place, and whether it is kept.

    The last one: a page after the first looks for the end of the former before. Where the counts of the frame go
    along with it, what the list reads is taken alone: the counts have their own measure.
    """
    own: list[Prepared] = []
    followed = Prepared.followed

    def watched(frame: Prepared, page: Prepared) -> Prepared:
        own.append(page)
        return followed(frame, page)

    with counted() as statements, patch.object(Prepared, "followed", watched):
        reader.get(url)(0)
    *_, (sql, params) = (
        (sql, params)
        for sql, params in statements.sent
        if '"dossiers_dossier"."title"' in sql and "limit" in sql.lower()
    )
    if own and "window_open_tallies" in sql:
        sql, params = own[-1].sql, own[-1].values
    with connection.cursor() as cursor:
        text = str(psycopg.ClientCursor(cursor.connection).mogrify(*named(sql, params)))
    return text, "json_agg" in sql


def _send(server: "psycopg.Connection[Any]", sql: str, kept: bool) -> Callable[[int], object]:
    # A plan that the page's connection keeps is kept here too, on both sides alike.
    return lambda n: psycopg.Cursor(server).execute(sql.encode(), prepare=kept).fetchall()
