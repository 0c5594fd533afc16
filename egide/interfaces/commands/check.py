"""`egide check`: the system's checks; with --deploy, what an installation must have before it opens.

Changes nothing; each finding is one French sentence on its own line.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchCommand

_SHORTEST_SECRET = 50


@click.command(cls=FrenchCommand, help="Vérifie les déclarations et, avec --deploy, l’installation.")
@click.option(
    "--deploy", is_flag=True, help="Vérifie aussi les secrets, les rôles, les murs et la sécurité web."
)
@click.pass_context
def command(ctx: click.Context, deploy: bool) -> None:
    """Will print the findings and leave with 1 when there is one."""
    embedded = surroundings.is_embedded()
    with surroundings.database():
        surroundings.django()
        findings = list(_declarations(deploy=deploy))
        if deploy:
            findings += [*_database(), *_settings(embedded=embedded)]
    for finding in findings:
        click.echo(finding, err=True)
    if findings:
        ctx.exit(1)
    click.echo("Aucune anomalie.")


def _declarations(*, deploy: bool) -> Iterator[str]:
    from django.core import checks

    for found in checks.run_checks(include_deployment_checks=deploy):
        if not found.is_silenced() and found.level >= checks.WARNING:
            yield f"{found.id or 'vérification'}\u00a0: {found.msg}"


def _database() -> Iterator[str]:
    try:
        surroundings.refuse_unsafe_database()
    except click.ClickException as refused:
        yield refused.message
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    for alias in connections:
        executor = MigrationExecutor(connections[alias])
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if missing:
            yield f"Migrations absentes ({len(missing)}, base {alias})\u00a0: lancez egide database migrate."


def _settings(*, embedded: bool) -> Iterator[str]:
    from django.conf import settings

    if settings.MODE != "production":
        yield f"EGIDE_MODE vaut «\u00a0{settings.MODE}\u00a0»\u00a0: choisissez production."
    if embedded:
        yield "DATABASE_URL est absente\u00a0: la base embarquée ne suffit qu’à la démonstration."
    if len(settings.SECRET_KEY) < _SHORTEST_SECRET:
        yield f"EGIDE_SECRET_KEY compte moins de {_SHORTEST_SECRET} caractères."
    if not settings.SECURE:
        yield "EGIDE_HTTPS est à non\u00a0: les témoins de session circuleraient en clair."
    if "*" in settings.ALLOWED_HOSTS:
        yield "EGIDE_HOSTS accepte n’importe quel nom d’hôte."
    if not settings.MASTER_KEY:
        yield from _master_key(Path(settings.MASTER_KEY_FILE))
    if os.environ.get("EGIDE_MASTER_KEY"):
        yield "EGIDE_MASTER_KEY est dans l’environnement\u00a0: préférez EGIDE_MASTER_KEY_FILE, en mode 0600."


def _master_key(path: Path) -> Iterator[str]:
    if not path.is_file():
        yield f"La clé maîtresse est absente ({path})."
    elif stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield f"La clé maîtresse {path} est lisible par d’autres\u00a0: chmod 600."
