"""Numbers of dossiers: PREFIX-YEAR-NNNNN, calendar year of receipt, at least five digits.

Architecture, section 6 « Time »: one counter per compartment, kind and year, taken last in the transaction.
"""

from django.db import connection

from egide.platform.accounts.models import Compartment

_TAKE = """
insert into dossiers_numbercounter (compartment_id, prefix, year, last) values (%s, %s, %s, %s)
on conflict (compartment_id, prefix, year) do update set last = dossiers_numbercounter.last + excluded.last
returning last
"""


def take_number(*, compartment: Compartment, prefix: str, year: int) -> str:
    """Will take the next number; the counter's row stays locked until the transaction ends."""
    return take_numbers(compartment=compartment, prefix=prefix, year=year, count=1)[0]


def take_numbers(*, compartment: Compartment, prefix: str, year: int, count: int) -> list[str]:
    """Will take several numbers that follow each other (at least one), in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [compartment.pk, prefix, year, count])
        (last,) = cursor.fetchone()
    return [f"{prefix}-{year}-{number:05d}" for number in range(last - count + 1, last + 1)]
