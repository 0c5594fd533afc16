"""`egide master-key`: a new master key in a file that only its owner reads, and its rotation.

The key never appears on the screen; a copy offline is the operator’s duty (docs/operations/deployment.md).
"""

from pathlib import Path

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchGroup
from egide.ui import formats


@click.group(cls=FrenchGroup, name="master-key", help="Fabrique ou remplace la clé maîtresse.")
def command() -> None:
    """Will hold the subcommands."""


@command.command(help="Écrit une nouvelle clé dans FICHIER, en mode 0600; n’écrase jamais rien.")
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path, dir_okay=False))
def new(file: Path) -> None:
    """Will write the key."""
    surroundings.django()
    from egide.platform.storage.master import make_master_key

    try:
        make_master_key(file)
    except FileExistsError as error:
        raise click.ClickException(f"{file} existe déjà : une clé n’est jamais écrasée.") from error
    except OSError as error:
        raise click.ClickException(f"{file} ne peut pas être écrit : {error.strerror}.") from error
    click.echo(
        f"Clé écrite dans {file}. Gardez-en une copie hors ligne : sans elle, aucun document ne s’ouvre."
    )


@command.command(help="Remplace ANCIENNE par NOUVELLE; les services doivent être arrêtés.")
@click.argument("old", metavar="ANCIENNE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("fresh", metavar="NOUVELLE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def rotate(old: Path, fresh: Path) -> None:
    """Will wrap each compartment’s key again under the new key, all or none."""
    with surroundings.database(role="owner"):
        surroundings.django()
        from egide.platform.storage.keys import rotate_master_key
        from egide.platform.storage.master import parse_master_key

        former, following = (parse_master_key(path.read_text(encoding="ascii")) for path in (old, fresh))
        done = rotate_master_key(old=former, new=following)
    said = formats.count(done, "clé de secteur rechiffrée", "clés de secteur rechiffrées")
    click.echo(f"{said}. Mettez maintenant {fresh} dans EGIDE_MASTER_KEY_FILE.")
