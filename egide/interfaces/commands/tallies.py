"""`egide tallies`: counts the tallies again from the dossiers and deadlines themselves; the orders of lists too.

For after a repair by hand, or when `egide verify` says that a count differs; nobody writes meanwhile.
"""

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchCommand


@click.command(
    cls=FrenchCommand,
    help="Refait les comptes du tableau de bord et les ordres visés des listes, à partir des dossiers.",
)
def command() -> None:
    """Will rebuild them, then say whether they agree."""
    with surroundings.database(role="owner"):
        surroundings.django()
        from django.db import transaction

        from egide.kernel.parties import concerned
        from egide.kernel.statistics import tallies

        with transaction.atomic():
            tallies.rebuild()
            concerned.rebuild()
        faults = [*tallies.problems(), *concerned.problems()]
    for fault in faults:
        click.echo(fault)
    click.echo("Les comptes sont refaits." if not faults else "Les comptes diffèrent encore.")
