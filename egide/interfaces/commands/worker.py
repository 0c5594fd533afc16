"""`egide worker`: does the jobs of the PostgreSQL queue, and the periodic ones.

Same refusal as the web server: a job acts under the walls too.
"""

import asyncio
from typing import Any

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchCommand

# What a job under way is given to finish; a longer one is taken up again by the next worker.
_GRACE_SECONDS = 20.0


@click.command(cls=FrenchCommand, help="Exécute les travaux en file et les travaux périodiques.")
@click.option(
    "--concurrency", default=2, show_default=True, type=click.IntRange(1, 32), help="Travaux simultanés."
)
def command(concurrency: int) -> None:
    """Will work until it is told to stop; a job under way is given time to finish."""
    with surroundings.database():
        surroundings.django()
        surroundings.refuse_unsafe_database()
        asyncio.run(_work(concurrency))


async def _work(concurrency: int) -> None:
    from procrastinate.contrib.django import app

    connector: Any = app.connector
    with app.replace_connector(connector.get_worker_connector()) as working:
        async with working.open_async():
            await working.run_worker_async(
                concurrency=concurrency, shutdown_graceful_timeout=_GRACE_SECONDS, name="egide"
            )
