"""`egide worker`: does the jobs of the PostgreSQL queue, and the periodic ones.

Same refusal as the web server: a job acts under the walls too.
"""

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchCommand


@click.command(cls=FrenchCommand, help="Exécute les travaux en file et les travaux périodiques.")
@click.option(
    "--concurrency", default=2, show_default=True, type=click.IntRange(1, 32), help="Travaux simultanés."
)
def command(concurrency: int) -> None:
    """Will work until it is told to stop; a job under way is given time to finish."""
    with surroundings.database():
        surroundings.django()
        surroundings.refuse_unsafe_database()
        from egide.platform.jobs.worker import run_worker

        run_worker(concurrency=concurrency)
