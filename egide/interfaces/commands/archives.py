"""`egide archives load-sample`: the sample scheme and the sample retention schedule, where there are none yet.

Both are marked « exemple » wherever they show; a version in force is never changed.
"""

from datetime import datetime

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchGroup


@click.group(cls=FrenchGroup, name="archives", help="Plan de classification et calendrier de conservation.")
def command() -> None:
    """Will hold the subcommands."""


@command.command(
    name="load-sample", help="Charge le plan et le calendrier donnés en exemple, s’il n’y en a pas."
)
@click.option(
    "--from", "since", type=click.DateTime(["%Y-%m-%d"]), help="En vigueur depuis ce jour (AAAA-MM-JJ)."
)
def load_sample(since: datetime | None) -> None:
    """Will load them as in force since the day, today when it is left out."""
    with surroundings.database():
        surroundings.django()
        from django.utils import timezone

        from egide.kernel.records.samples import load_samples

        now = timezone.now()
        classes, rules = load_samples(
            effective_on=since.date() if since else timezone.localdate(now), now=now
        )
    click.echo(f"{classes} classes et {rules} règles chargées (exemple).")
