"""A table as a file: the rows as they come, XLSX with a first sheet that says what it is, or CSV.

Knows nothing of jobs or of the store; the rows were read by the caller, behind the gate.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import BinaryIO

from django.utils import timezone
from django.utils.text import slugify

from egide.kernel.exports.models import Format
from egide.kernel.exports.sources import Filters, Table, title_of
from egide.law.dates_fr import plain_date
from egide.platform.sheets.cells import Column, Sheet
from egide.platform.sheets.delimited import write_csv
from egide.platform.sheets.workbook import write_workbook

ABOUT = (Column("Rubrique", width=28), Column("Valeur", width=80))
WARNING = (
    "Cette copie ne suit plus les droits d’accès d’Égide. Elle contient des renseignements que la loi "
    "protège\u00a0: gardez-la en lieu sûr, ne la transmettez qu’à qui y a droit, détruisez-la après usage."
)


def write_table(
    target: BinaryIO,
    *,
    source: Table,
    form: str,
    filters: Filters,
    rows: Iterable[Sequence[object]],
    now: datetime,
) -> None:
    """Will write the file in this form (« xlsx » or « csv »)."""
    if form == Format.CSV:
        write_csv(target, source.columns, rows)
        return
    about = Sheet("À propos", ABOUT, about_rows(source, filters, now))
    write_workbook(target, [about, Sheet(source.title, source.columns, rows)], title=source.title)


def about_rows(source: Table, filters: Filters, now: datetime) -> list[tuple[str, str]]:
    """Will say what the file holds: the list, its filters, the instant, and how to treat it."""
    local = timezone.localtime(now)
    said = list(source.describe(filters)) or [("Filtres", "Aucun")]
    return [
        ("Organisme", "Office des professions du Québec"),
        ("Liste", source.title),
        ("Produite le", f"{plain_date(local.date())} à {local.hour}\u00a0h\u00a0{local.minute:02d}"),
        *said,
        ("Étendue", "Seulement ce que la personne qui l’a demandée pouvait lire à cet instant."),
        ("À savoir", WARNING),
    ]


def file_name(code: str, form: str, now: datetime) -> str:
    """Will name the file after its list, in the words of the screen, and its day; never after what it tells."""
    words = slugify(title_of(code).replace("’", " "))
    return f"egide-{words}-{timezone.localtime(now).date().isoformat()}.{form}"
