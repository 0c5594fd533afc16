"""`egide orders load FICHIER.csv`: the professional orders and their professions, run again at will.

Columns: code, name_fr, professions (separated by « ; »), exercise (exclusif, réservé); name_en, acronym, sector,
statute, email and note when known. Nothing is removed.
"""

import csv
from pathlib import Path

import click

from egide.interfaces.commands import surroundings
from egide.interfaces.commands.french import FrenchGroup

REQUIRED = ("code", "name_fr", "professions", "exercise")
OPTIONAL = ("name_en", "acronym", "sector", "statute", "email", "note")


@click.group(cls=FrenchGroup, name="orders", help="Charge les ordres professionnels.")
def command() -> None:
    """Will hold the subcommands."""


@command.command(help="Charge FICHIER (CSV, UTF-8); le format est dans docs/operations/deployment.md.")
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def load(file: Path) -> None:
    """Will load the file whole, or nothing of it."""
    rows = _read(file)
    with surroundings.database():
        surroundings.django()
        from django.db import transaction

        with transaction.atomic():
            for number, row in enumerate(rows, start=2):
                _keep(row, number)
    click.echo(f"{len(rows)} ordres chargés.")


def _read(file: Path) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
            if missing:
                raise click.ClickException(f"Il manque les colonnes : {', '.join(missing)}.")
            return list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise click.ClickException(f"{file.name} n’est pas un CSV en UTF-8.") from error


def _keep(row: dict[str, str], number: int) -> None:
    from egide.kernel.parties.models import Exercise, Profession, ProfessionalOrder

    exercise = {"exclusif": Exercise.EXCLUSIVE, "réservé": Exercise.RESERVED_TITLE}.get(
        (row["exercise"] or "").strip()
    )
    code, name = (row["code"] or "").strip().lower(), (row["name_fr"] or "").strip()
    known = all(character.isalnum() or character == "-" for character in code)
    if exercise is None or not code or not known or not name or len(name) > 200:
        raise click.ClickException(
            f"Ligne {number} : le code, le nom ou l’exercice n’est pas valide. Rien n’a été chargé."
        )
    rest = {column: (row[column] or "").strip() for column in OPTIONAL if row.get(column) is not None}
    order, _ = ProfessionalOrder.objects.update_or_create(
        slug=code, defaults={"name": name, "exercise": exercise, **rest}
    )
    for profession in filter(None, map(str.strip, (row["professions"] or "").split(";"))):
        Profession.objects.get_or_create(order=order, name=profession)
