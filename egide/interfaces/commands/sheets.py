"""`egide sheets`: writes the modules' sheets where the lawyers read them, or says which are no longer true.

Needs neither a database nor a network: the declarations are enough.
"""

from pathlib import Path

import click

import egide
from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchCommand, FrenchGroup

FOLDER = Path(egide.__file__).parent.parent / "docs" / "sheets"


def _folder(command: click.Command) -> click.Command:
    option = click.Option(
        ["--folder"],
        type=click.Path(path_type=Path, file_okay=False),
        default=FOLDER,
        help="Dossier des fiches (docs/sheets par défaut).",
    )
    command.params.append(option)
    return command


@click.group(cls=FrenchGroup, help="Écrit ou vérifie les fiches des systèmes.")
def command() -> None:
    """Will hold the two subcommands."""


@click.command(cls=FrenchCommand, name="write", help="Écrit les fiches d’après les déclarations.")
def write(folder: Path) -> None:
    """Will write every file, and remove the sheets of modules that are gone."""
    wanted = _files()
    folder.mkdir(parents=True, exist_ok=True)
    for old in _written(folder):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")
    click.echo(f"{len(wanted)} fichiers écrits dans {folder}.")


@click.command(cls=FrenchCommand, name="check", help="Dit quelles fiches ne disent plus la vérité.")
@click.pass_context
def check(ctx: click.Context, /, folder: Path) -> None:
    """Will print the files that differ, and leave with 1 when there is one."""
    wanted = _files()
    kept = {path.name: path.read_text(encoding="utf-8") for path in _written(folder)}
    wrong = sorted(name for name in wanted.keys() | kept.keys() if wanted.get(name) != kept.get(name))
    for name in wrong:
        click.echo(f"{name}\u00a0: à récrire (« egide sheets write »).")
    if wrong:
        ctx.exit(1)
    click.echo("Les fiches disent ce que le logiciel applique.")


command.add_command(_folder(write))
command.add_command(_folder(check))


def _files() -> dict[str, str]:
    surroundings.django()
    from egide.interfaces.commands.sheets_files import files

    return files()


def _written(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix in (".md", ".svg"))
