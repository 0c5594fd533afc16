"""`egide database`: prepare a server, migrate it, print the application's connection address.

Migrations run as egide_owner; nothing here ever runs as the application's role.
"""

import os

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchGroup
from egide.platform.database import roles
from egide.platform.database.cluster import Cluster


@click.group(
    cls=FrenchGroup, name="database", invoke_without_command=True, help="Prépare et désigne la base."
)
@click.option("--url", is_flag=True, help="Affiche l’adresse de connexion du rôle de l’application.")
@click.pass_context
def command(ctx: click.Context, url: bool) -> None:
    """Will print the address, or the help page when nothing is asked."""
    if url:
        click.echo(_application_url())
    elif ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@command.command(
    help="Affiche le SQL des rôles et des bases, pour l’administrateur d’un serveur PostgreSQL 18."
)
@click.option("--apply", "applied", is_flag=True, help="L’applique à la base embarquée.")
def bootstrap(applied: bool) -> None:
    """Will print the roles' SQL, or apply it to the embedded server."""
    if not applied:
        click.echo(roles.script())
        return
    if not surroundings.is_embedded():
        raise click.ClickException(
            "DATABASE_URL désigne un serveur\u00a0: son administrateur exécutera le SQL affiché sans --apply."
        )
    cluster = Cluster.named("demo")
    with cluster.running():
        roles.apply(cluster.superuser())
    click.echo("Les rôles, les bases et les privilèges sont en place.")


@command.command(help="Applique les migrations aux deux bases, en tant que propriétaire.")
@click.option("--quiet", is_flag=True, help="N’affiche que les erreurs.")
def migrate(quiet: bool) -> None:
    """Will migrate the main and the key database, and make the cache table."""
    with surroundings.database(role="owner"):
        surroundings.django()
        from egide.interfaces.commands import migrating

        migrating.migrate(verbosity=0 if quiet else 1)


def _application_url() -> str:
    # The address only: the server need not run for it to be known.
    if surroundings.is_embedded():
        return Cluster.named("demo").environment()["DATABASE_URL"]
    if path := os.environ.get("DATABASE_URL_FILE"):
        with open(path, encoding="utf-8") as file:
            return file.read().strip()
    return os.environ["DATABASE_URL"]
