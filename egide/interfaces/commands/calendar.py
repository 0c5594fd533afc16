"""`egide calendar publish`: freezes the calendars of the law, with the closures entered, as new versions.

The first publication of an installation; afterwards the screen does it, and shows what would move.
"""

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchGroup
from egide.law.holidays import BUILDERS


@click.group(cls=FrenchGroup, name="calendar", help="Publie les calendriers.")
def command() -> None:
    """Will hold the subcommands."""


@command.command(help="Publie une nouvelle version d’un calendrier, ou de ceux qui n’en ont pas.")
@click.option(
    "--code", type=click.Choice(sorted(BUILDERS)), help="Un seul calendrier, même s’il est déjà publié."
)
def publish(code: str | None) -> None:
    """Will publish, and say the versions. No deadline moves: the screen proposes it."""
    with surroundings.database():
        surroundings.django()
        from django.db import transaction
        from django.utils import timezone

        from egide.kernel.deadlines import calendars
        from egide.kernel.deadlines.models import CalendarVersion

        now = timezone.now()
        with transaction.atomic():
            published = set(CalendarVersion.objects.values_list("code", flat=True).distinct())
            wanted = [code] if code else [one for one in BUILDERS if one not in published]
            for one in wanted:
                version = calendars.publish(code=one, version=calendars.next_version(one, now=now), now=now)
                click.echo(f"{one} : version {version.version} publiée.")
    if not wanted:
        click.echo("Tous les calendriers sont déjà publiés.")
