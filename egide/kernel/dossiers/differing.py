"""What `egide verify` says of the dossiers whose derived rows are not what they derive from, a few of them by name.

One statement finds their numbers, in order; whoever keeps the rows says in words what is wrong.
"""

from collections.abc import Iterator

from django.db import connection

MOST = 20  # faults told one by one; the rest is a number


def differing(sql: str, *, said: str, others: str) -> Iterator[str]:
    """Will tell the first dossiers that the statement names, each with what is `said` of it, and how many `others`."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found = [number for (number,) in cursor.fetchall()]
    for number in found[:MOST]:
        yield f"{number}\u00a0: {said} Refaites-les\u00a0: egide tallies."
    if len(found) > MOST:
        yield f"{others}\u00a0: {len(found) - MOST} autres dossiers."
