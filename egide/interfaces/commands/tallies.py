"""`egide tallies`: counts the tallies again from the dossiers and deadlines; the orders and words of lists too.

For after a repair by hand, or when `egide verify` says that a count differs; nobody writes meanwhile.
"""

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchCommand


@click.command(
    cls=FrenchCommand,
    help="Refait les comptes du tableau de bord et les ordres visés et les mots des listes, à partir des dossiers.",
)
def command() -> None:
    """Will rebuild them, then say whether they agree."""
    with surroundings.database(role="owner"):
        surroundings.django()
        from django.db import transaction

        from egide.kernel.finding import findable
        from egide.kernel.parties import concerned
        from egide.kernel.statistics import tallies

        with transaction.atomic():
            tallies.rebuild()
            concerned.rebuild()
            findable.rebuild()
        faults = [*tallies.problems(), *concerned.problems(), *findable.problems()]
    for fault in faults:
        click.echo(fault)
    click.echo("Les comptes sont refaits." if not faults else "Les comptes diffèrent encore.")
