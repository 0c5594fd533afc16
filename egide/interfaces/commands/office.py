"""`egide office load FICHIER.json`: sites, units and people of an installation, from one file, run again at will.

Nothing is removed; what exists is brought up to date, a role already held is not given twice.
"""

from pathlib import Path

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchGroup


@click.group(cls=FrenchGroup, name="office", help="Charge les lieux, les unités et les personnes.")
def command() -> None:
    """Will hold the subcommands."""


@command.command(help="Charge FICHIER (JSON); le format est dans docs/operations/deployment.md.")
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--invite", is_flag=True, help="Envoie à chaque nouveau compte un lien de mot de passe.")
def load(file: Path, invite: bool) -> None:
    """Will load the file whole, or nothing of it."""
    with surroundings.database():
        surroundings.django()
        from django.utils import timezone

        from egide.interfaces.commands.office_file import OfficeFileError, load_office, read_office

        try:
            done = load_office(read_office(file.read_bytes()), invite=invite, now=timezone.now())
        except OfficeFileError as error:
            raise click.ClickException(f"{file.name} : {error} Rien n’a été chargé.") from error
    click.echo(done)
