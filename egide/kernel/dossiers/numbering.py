"""Numbers of dossiers: PREFIX-YEAR-NNNNN, calendar year of receipt, at least five digits.

Architecture, section 6 « Time »: one counter per compartment, kind and year, taken last in the transaction.
"""

from django.db import connection

from egide.platform.accounts.models import Compartment

_TAKE = """
insert into dossiers_numbercounter (compartment_id, prefix, year, last) values (%s, %s, %s, 1)
on conflict (compartment_id, prefix, year) do update set last = dossiers_numbercounter.last + 1
returning last
"""


def take_number(*, compartment: Compartment, prefix: str, year: int) -> str:
    """Will take the next number; the counter's row stays locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [compartment.pk, prefix, year])
        row = cursor.fetchone()
    return f"{prefix}-{year}-{row[0]:05d}"
