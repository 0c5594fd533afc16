"""`egide import`: brings an older system in, as its plan says; with --dry-run, only says what does not fit.

Acts with the rights of a named person, or of a service; the schema's owner is refused.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchCommand

if TYPE_CHECKING:
    from egide.kernel.imports.plan import Plan
    from egide.kernel.imports.seen import Told
    from egide.platform.accounts.actors import Actor

SHOWN = 20  # lines on the screen; all of them are in the report


@click.command(
    cls=FrenchCommand, name="import", help="Reprend l’ancien\u00a0: FileMaker, dossiers réseau, boîtes."
)
@click.argument("plan", metavar="PLAN", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--as", "who", required=True, help="Courriel de la personne, ou «\u00a0service:code\u00a0», qui agit."
)
@click.option("--dry-run", is_flag=True, help="Essai\u00a0: dit ce qui n’entre pas, n’écrit rien dans Égide.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Nom du rapport, sans extension (par défaut, à côté du plan).",
)
@click.pass_context
def command(ctx: click.Context, /, plan: Path, who: str, dry_run: bool, report: Path | None) -> None:
    """Will try, or take in, and print the counts; leaves with 1 when something does not fit or does not agree."""
    stem = report or plan.with_name(f"{plan.stem}-{'essai' if dry_run else 'reprise'}")
    with surroundings.database():
        surroundings.django()
        surroundings.refuse_unsafe_database()
        from egide.kernel.imports.plan import read_plan
        from egide.kernel.imports.problems import PlanProblem, SourceProblem

        try:
            read = read_plan(plan)
            fits = (_try if dry_run else _take)(read, _actor(who), stem)
        except (PlanProblem, SourceProblem) as problem:
            raise click.ClickException(f"{plan.name}\u00a0: {problem} Rien n’a été écrit.") from problem
    if not fits:
        ctx.exit(1)


def _try(plan: "Plan", actor: "Actor", stem: Path) -> bool:
    from django.utils import timezone

    from egide.kernel.imports.seen import Seen
    from egide.kernel.imports.trying import REFUSED, try_import

    with Seen() as seen:
        with _Bar("Essai") as bar:
            trial = try_import(plan, actor=actor, now=timezone.now(), seen=seen, progress=bar)
        title = f"Essai de la reprise «\u00a0{plan.source}\u00a0»"
        _print(title, trial.table(), seen.all_told, stem)
    if trial.why:
        click.echo(f"Lecture arrêtée\u00a0: {trial.why}")
    click.echo("Rien n’a été écrit dans Égide.")
    return not trial.why and not trial.lines[REFUSED]


def _take(plan: "Plan", actor: "Actor", stem: Path) -> bool:
    from django.utils import timezone

    from egide.kernel.imports.models import Outcome
    from egide.kernel.imports.reconciling import table_of
    from egide.kernel.imports.reporting import lines_of
    from egide.kernel.imports.running import run_import
    from egide.ui import formats

    with _Bar("Reprise") as bar:
        run = run_import(plan, actor=actor, clock=timezone.now, progress=bar)
    title = f"Reprise n°\u00a0{run.number} de «\u00a0{plan.source}\u00a0»"
    _print(title, table_of(run.report), lambda: lines_of(run, actor=actor), stem)
    if run.report["why"]:
        click.echo(f"Lecture arrêtée\u00a0: {run.report['why']}")
    agrees = bool(run.report["agrees"]) and not run.report["why"]
    refused = run.report.get("lines", {}).get(Outcome.REFUSED, 0)
    if not agrees:
        click.echo("La source et Égide ne concordent pas\u00a0: voir le rapport.")
    elif refused:
        left = formats.count(refused, "ligne n’est pas entrée", "lignes ne sont pas entrées")
        click.echo(f"Ce qui est entré concorde avec la source; {left}\u00a0: voir le rapport.")
    else:
        click.echo("Tout concorde avec la source.")
    return agrees and not refused


def _print(
    title: str, table: list[tuple[str, int]], told: "Callable[[], Iterable[Told]]", stem: Path
) -> None:
    from egide.kernel.imports.reporting import write_json, write_workbook
    from egide.ui import formats

    click.echo(title)
    width = max(len(words) for words, _ in table)
    for words, number in table:
        click.echo(f"{words.ljust(width)}  {formats.number(number):>12}")
    shown = 0
    for one in told():
        if not one.detail:
            continue
        if shown == SHOWN:
            click.echo("  … la suite est dans le rapport.")
            break
        shown += 1
        click.echo(f"  ligne {one.place}  {one.key}\u00a0: {one.detail}")
    book, plain = stem.with_name(stem.name + ".xlsx"), stem.with_name(stem.name + ".json")
    write_workbook(book, title=title, table=table, lines=told())
    write_json(plain, title=title, table=table, lines=told())
    click.echo(f"Rapport\u00a0: {book} et {plain.name}")


class _Bar:
    """A bar on the error stream, told of places."""

    def __init__(self, label: str) -> None:
        self._bar = click.progressbar(length=1, label=label, file=sys.stderr)

    def __enter__(self) -> "_Bar":
        self._bar.__enter__()
        return self

    def __exit__(self, *reason: object) -> None:
        self._bar.__exit__(None, None, None)

    def __call__(self, done: int, total: int) -> None:
        self._bar.length = max(total, done, 1)
        self._bar.update(done - self._bar.pos)


def _actor(who: str) -> "Actor":
    from django.utils import timezone

    from egide.platform.accounts.actors import actor_for_user, service
    from egide.platform.accounts.models import User

    if who.startswith("service:"):
        try:
            return service(who.removeprefix("service:"))
        except LookupError as error:
            raise click.ClickException(str(error)) from error
    user = User.objects.filter(email=who.strip().lower(), is_active=True, external=False).first()
    if user is None:
        raise click.ClickException(f"Aucun compte actif du personnel n’a l’adresse «\u00a0{who}\u00a0».")
    return actor_for_user(user, on=timezone.localdate())
