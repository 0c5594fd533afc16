"""`egide destructions replay`: after a restore, destroys again what the register names, before opening.

Runs as the owner, services stopped; prints identifiers only.
"""

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchGroup
from egide.ui import formats


@click.group(cls=FrenchGroup, name="destructions", help="Rejoue les destructions après une restauration.")
def command() -> None:
    """Will hold the subcommands."""


@command.command(help="Détruit de nouveau ce que le registre nomme.")
def replay() -> None:
    """Will replay, and print the identifier of each object concerned."""
    with surroundings.database(role="owner"):
        surroundings.django()
        from egide.kernel.disposal.replaying import replay_dossiers
        from egide.platform.storage.destruction import replay_destructions

        numbers = list(replay_dossiers())
        concerned = replay_destructions()
    for number in numbers:
        click.echo(f"Dossier {number}\u00a0: détruit de nouveau.")
    for identifier in concerned:
        click.echo(str(identifier))
    click.echo(f"{formats.count(len(concerned), 'objet')} : rien d’autre n’était à détruire de nouveau.")
