"""`egide user create`: the first administrator of an installation; the others are opened on the screen.

No password is typed: a link to choose it leaves by e-mail, or is printed when no mail server answers yet.
"""

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchGroup


@click.group(cls=FrenchGroup, name="user", help="Ouvre un compte.")
def command() -> None:
    """Will hold the subcommands."""


@command.command(help="Ouvre un compte avec une fonction dans une unité.")
@click.option("--email", required=True, help="Courriel, qui sert à se connecter.")
@click.option("--name", required=True, help="Nom complet.")
@click.option("--unit", required=True, help="Code de l’unité.")
@click.option("--role", default="administrator", show_default=True, help="Code de la fonction.")
@click.option("--print-link", is_flag=True, help="Affiche le lien au lieu de l’envoyer (valable une heure).")
def create(email: str, name: str, unit: str, role: str, print_link: bool) -> None:
    """Will open the account, journal it, and send or print the link."""
    with surroundings.database():
        surroundings.django()
        from django.utils import timezone

        from egide.interfaces.commands.office_file import OfficeFileError, load_office
        from egide.platform.accounts.models import User

        if User.objects.filter(email=email.strip().lower()).exists():
            raise click.ClickException(f"Un compte existe déjà pour {email}.")
        person = {"email": email, "name": name, "roles": [{"unit": unit, "role": role}]}
        office = {"sites": [], "units": [], "people": [person]}
        try:
            load_office(office, invite=not print_link, now=timezone.now())
        except OfficeFileError as error:
            raise click.ClickException(str(error)) from error
        click.echo(f"Compte ouvert : {email}.")
        if print_link:
            from egide.platform.accounts.writing import password_link

            click.echo(password_link(User.objects.get(email=email.strip().lower())))
        else:
            click.echo("Le lien part par courriel dès que « egide worker » fonctionne.")
