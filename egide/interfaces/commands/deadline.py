"""`egide deadline`: the dates of a rule from a given day, with the proof, for whoever checks by hand.

Uses the law's own holidays; the closures entered by the Office belong to the files themselves.
"""

import json
from datetime import date, datetime

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchCommand
from egide.law.calendars import Calendar
from egide.law.dates_fr import long_date
from egide.law.deadlines import Computation, Deadline, NoTermInForce, compute
from egide.law.holidays import BUILDERS

_KEYS = ("rule", "source", "calendar", "raw_date", "due_date", "internal_target", "steps")
# The longest time limits of the law are counted in months: three more years of holidays cover them all.
_YEARS_COVERED = 4


@click.command(cls=FrenchCommand, help="Calcule une échéance et sa preuve.")
@click.option(
    "--rule", required=True, help="Code de la règle\u00a0: module.délai (interventions.acknowledgment)."
)
@click.option(
    "--from", "start", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Jour de départ (AAAA-MM-JJ)."
)
@click.option("--site", help="Code du lieu, pour les fermetures qui lui sont propres.")
@click.option("--json", "as_json", is_flag=True, help="Affiche du JSON.")
def command(rule: str, start: datetime, site: str | None, as_json: bool) -> None:
    """Will print the dates and the proof."""
    surroundings.django()
    found = _computed(_deadline(rule), rule, start.date(), site)
    if as_json:
        values = found.to_json()
        click.echo(json.dumps({key: values[key] for key in _KEYS}, ensure_ascii=False, indent=2))
    else:
        _print(found)


def _deadline(rule: str) -> Deadline:
    from egide.kernel import registry

    rules = {module.rule_code(one): one for module in registry.modules() for one in module.deadlines}
    if rule not in rules:
        raise click.ClickException(
            f"Règle inconnue\u00a0: {rule}. Règles connues\u00a0: {', '.join(sorted(rules))}."
        )
    return rules[rule]


def _computed(deadline: Deadline, rule: str, start: date, site: str | None) -> Computation:
    try:
        return compute(deadline, start=start, calendar=_calendar(deadline, start), site=site, rule=rule)
    except NoTermInForce as error:
        raise click.ClickException(str(error)) from error


def _calendar(deadline: Deadline, start: date) -> Calendar:
    years = range(start.year, start.year + _YEARS_COVERED)
    return BUILDERS[deadline.calendar](years, "légal")


def _print(found: Computation) -> None:
    click.echo(f"{found.label} — {found.rule}")
    click.echo(f"Source\u00a0: {found.source}")
    click.echo(f"Calendrier\u00a0: {found.calendar}")
    click.echo(f"Date brute\u00a0: {long_date(found.raw_date)}")
    click.echo(f"Échéance\u00a0: {long_date(found.due_date)}")
    click.echo(f"Cible interne\u00a0: {long_date(found.internal_target)}")
    for number, step in enumerate(found.steps, start=1):
        click.echo(f"  {number}. {step}")
