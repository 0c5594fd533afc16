"""`egide verify`: proves that the journal, the files' states and the deadlines still agree.

Runs as the owner, reads everything, prints identifiers only; the proof itself is the kernel's.
"""

import sys
from datetime import datetime

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchCommand


@click.command(cls=FrenchCommand, help="Vérifie les chaînes du journal, les états rejoués et les délais.")
@click.option("--dossier", "number", help="Ne vérifie que ce dossier (son numéro).")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Ne vérifie que depuis cette date (AAAA-MM-JJ)."
)
@click.pass_context
def command(ctx: click.Context, /, number: str | None, since: datetime | None) -> None:
    """Will print the faults found, one a line, and leave with 1 when there is one."""
    with surroundings.database(role="owner"):
        surroundings.django()
        from egide.kernel.lifecycle.verify import run

        with click.progressbar(length=1, label="Vérification", file=sys.stderr) as bar:

            def progress(done: int, total: int) -> None:
                bar.length = total
                bar.update(done - bar.pos)

            faults = list(run(number=number, since=since.date() if since else None, progress=progress))
    for fault in faults:
        click.echo(fault)
    if faults:
        ctx.exit(1)
    click.echo("Tout concorde\u00a0: chaînes, états rejoués et délais.")
