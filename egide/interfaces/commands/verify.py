"""`egide verify`: proves that the journal, the files' states and the deadlines still agree.

Runs as the owner, reads everything, prints identifiers only; the proof itself is the kernel's. With `--bag`, it
reads a bag that was taken out, and no database at all.
"""

import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchCommand

SHARE = 20  # the counts, the index, the mirror: each some twentieth of the replay


@click.command(
    cls=FrenchCommand, help="Vérifie les chaînes du journal, les états rejoués, les délais et les comptes."
)
@click.option("--dossier", "number", help="Ne vérifie que ce dossier (son numéro).")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Ne vérifie que depuis cette date (AAAA-MM-JJ)."
)
@click.option(
    "--bag",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Vérifie un sac BagIt sorti par «\u00a0egide export\u00a0», sans base de données.",
)
@click.pass_context
def command(ctx: click.Context, /, number: str | None, since: datetime | None, bag: Path | None) -> None:
    """Will print the faults found, one a line, and leave with 1 when there is one."""
    if bag is not None:
        _verify_bag(ctx, bag)
        return
    with surroundings.database(role="owner"):
        surroundings.django()
        from django.utils import timezone

        from egide.kernel.disposal.alarms import disposal_problems
        from egide.kernel.finding import findable
        from egide.kernel.lifecycle.verify import run
        from egide.kernel.parties import concerned
        from egide.kernel.records.mirroring import mirror_problems
        from egide.kernel.search.verification import problems as search_problems
        from egide.kernel.statistics import tallies

        others: list[Callable[[], Iterable[str]]] = [lambda: search_problems(number)]
        if number is None:
            others = [tallies.problems, concerned.problems, findable.problems, *others]
            others += [mirror_problems, lambda: disposal_problems(now=timezone.now())]

        with click.progressbar(length=1, label="Vérification", file=sys.stderr) as bar:

            def progress(done: int, total: int) -> None:
                # The bar is counted in dossiers; each question asked of all at once takes a share of it too.
                bar.length = total + len(others) * (total // SHARE)
                bar.update(done - bar.pos)

            faults = list(run(number=number, since=since.date() if since else None, progress=progress))
            for left, other in zip(range(len(others), 0, -1), others, strict=True):
                faults += other()
                bar.update(((bar.length or 0) - bar.pos) // left)
    for fault in faults:
        click.echo(fault)
    if faults:
        ctx.exit(1)
    click.echo("Tout concorde\u00a0: chaînes, états rejoués, délais, comptes et index de recherche.")


def _verify_bag(ctx: click.Context, bag: Path) -> None:
    from egide.kernel.exports.bag.offline import verify_bag

    faults, entries = verify_bag(bag)
    for fault in faults:
        click.echo(fault)
    if faults:
        ctx.exit(1)
    click.echo(f"Tout concorde\u00a0: fichiers du sac, et {entries} entrées du journal recalculées.")
