"""A stopwatch over a page or an act: time, number of statements, time spent in the database.

The statements are counted where Django sends them; nothing is estimated.
"""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any


@dataclass
class Statements:
    """What was sent to the databases during one try."""

    count: int = 0
    seconds: float = 0.0
    sent: list[tuple[str, Any]] = field(default_factory=list)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Will count one statement and time it (Django's wrapper protocol)."""
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - began
            if not sql.lower().startswith(("savepoint", "release", "set transaction")):
                self.count += not sql.startswith("SELECT 1")
                self.sent.append((sql, params))


@dataclass(frozen=True, kw_only=True)
class Times:
    """The tries of one measure, in milliseconds."""

    tries: tuple[float, ...]
    sql: tuple[float, ...] = ()
    queries: int = 0

    @property
    def p50(self) -> float:
        """The median."""
        return median(self.tries)

    @property
    def p95(self) -> float:
        """The time that 19 tries out of 20 do not exceed."""
        return sorted(self.tries)[min(len(self.tries) - 1, round(len(self.tries) * 0.95))]

    @property
    def sql_p50(self) -> float:
        """The median of the time spent waiting for the databases."""
        return median(self.sql) if self.sql else 0.0


ENOUGH, SECONDS = 8, 1.2


def measure(act: Callable[[int], object], *, tries: int, warm: int = 3) -> Times:
    """Will run `act` (which receives the number of its try) and time it; the first tries are not counted.

    A slow act is tried fewer times (ENOUGH, after SECONDS): a whole run must stay within minutes.
    """
    for n in range(warm):
        act(n)
    spent: list[float] = []
    sql: list[float] = []
    queries = 0
    gc.collect()
    started = time.perf_counter()
    for n in range(warm, warm + tries):
        if len(spent) >= ENOUGH and time.perf_counter() - started > SECONDS:
            break
        with counted() as statements:
            began = time.perf_counter()
            act(n)
            spent.append((time.perf_counter() - began) * 1000)
        sql.append(statements.seconds * 1000)
        queries = max(queries, statements.count)
    return Times(tries=tuple(spent), sql=tuple(sql), queries=queries)


def alternate(
    limit: Callable[[int], object], act: Callable[[int], object], *, tries: int, warm: int = 3
) -> tuple[Times, Times]:
    """Will time both in turns, try by try, so that what disturbs the machine disturbs both alike."""
    for n in range(warm):
        limit(n)
        act(n)
    spent: tuple[list[float], list[float]] = ([], [])
    sql: list[float] = []
    queries = 0
    gc.collect()
    started = time.perf_counter()
    for n in range(warm, warm + tries):
        if len(spent[0]) >= ENOUGH and time.perf_counter() - started > 2 * SECONDS:
            break
        for one, kept in ((limit, spent[0]), (act, spent[1])):
            began = time.perf_counter()
            told = one(n)
            # An act that must enter somewhere first tells its own time.
            kept.append(told if isinstance(told, float) else (time.perf_counter() - began) * 1000)
    # Counted apart: the wrapper that counts costs a little at each statement.
    with counted() as statements:
        act(warm)
    sql.append(statements.seconds * 1000)
    queries = statements.count
    return Times(tries=tuple(spent[0])), Times(tries=tuple(spent[1]), sql=tuple(sql), queries=queries)


@contextmanager
def counted() -> Iterator[Statements]:
    """Will count what Django sends to both databases inside the block."""
    from django.db import connections

    statements = Statements()
    with ExitStack() as stack:
        for alias in connections:
            stack.enter_context(connections[alias].execute_wrapper(statements))
        yield statements
