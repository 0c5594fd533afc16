"""One picture of the database for several questions: all of them see the same instant, and none writes.

Serves verification, which compares rows of one table with those of another while people work.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_picture() -> Iterator[None]:
    """Will run the block in a transaction of one instant; inside another one, in its picture."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read, read only")
        yield
