"""The connections of a web process go to whoever answers next: the last used first, never two answers at once.

Real threads, and PostgreSQL’s own word on which connection answered.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.db import connection, connections

from egide.platform.database.lending import Lending
from tests.patience import SECONDS

pytestmark = pytest.mark.usefixtures("fresh")
Answer = Callable[[], Iterable[bytes]]


def _asked() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        return str(cursor.fetchone()[0]).encode()


class Streamed:
    """An answer made while it is sent."""

    streaming = True

    def __init__(self) -> None:
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        yield _asked()

    def close(self) -> None:
        self.closed = True


class House:
    """An application that answers as the test says, called by threads of its own."""

    def __init__(self) -> None:
        self.lending = Lending(lambda environ, start: environ["answer"]())

    def ask(self, answer: Answer, *, then: Callable[[Iterable[bytes]], Any] = list) -> Any:
        """What a thread of its own makes of the answer."""
        told: list[Any] = []

        def asking() -> None:
            try:
                told.append(then(self.lending({"answer": answer}, print)))
            except ZeroDivisionError as refused:
                told.append(refused)
            connections.close_all()  # what a thread still holds ends with it

        thread = threading.Thread(target=asking)
        thread.start()
        thread.join(SECONDS)
        return told[0]


@pytest.fixture
def house() -> Iterator[House]:
    house = House()
    yield house
    house.lending.close()


def _whole() -> Iterable[bytes]:
    return [_asked()]


def test_the_connection_used_last_serves_the_next_thread(house: House) -> None:
    first, second = house.ask(_whole), house.ask(_whole)

    assert first == second


def test_two_answers_at_once_never_share_one_and_the_last_one_back_goes_first(house: House) -> None:
    def within() -> Iterable[bytes]:
        mine = _asked()
        return [mine, *house.ask(_whole), _asked()]

    mine, theirs, again = house.ask(within)

    assert mine == again != theirs
    assert house.ask(_whole) == [mine]


def test_a_stream_keeps_its_connections_until_it_is_closed(house: House) -> None:
    streamed = Streamed()

    def reading(stream: Any) -> tuple[bytes, bytes]:
        (mine,) = stream
        (meanwhile,) = house.ask(_whole)
        stream.close()
        return mine, meanwhile

    mine, meanwhile = house.ask(lambda: streamed, then=reading)

    assert mine != meanwhile
    assert streamed.closed
    assert house.ask(_whole) == [mine]


def test_a_stream_that_nobody_closed_leaves_its_connections_to_its_thread(house: House) -> None:
    def reading(stream: Any) -> tuple[bytes, bytes]:
        (mine,) = stream
        (mine_again,) = house.lending({"answer": _whole}, print)
        return mine, mine_again

    mine, mine_again = house.ask(Streamed, then=reading)

    assert mine == mine_again
    assert house.ask(_whole) == [mine]


def test_an_answer_that_fails_gives_them_back(house: House) -> None:
    known: list[bytes] = []

    def failing() -> Iterable[bytes]:
        known.append(_asked())
        raise ZeroDivisionError

    assert isinstance(house.ask(failing), ZeroDivisionError)
    assert house.ask(_whole) == known


def test_a_connection_that_died_is_replaced(house: House) -> None:
    def dying() -> Iterable[bytes]:
        connection.close()
        return []

    (before,) = house.ask(_whole)
    house.ask(dying)

    assert house.ask(_whole) != [before]
