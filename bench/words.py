"""The words that the seeded dossiers are made of: titles and names, many enough for a search to mean something.

Invented; folded by the very function that the house uses.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from egide.kernel.dossiers.folding import fold

SUBJECTS = (
    "Absence de nouvelles du syndic",
    "Décision du syndic de ne pas porter plainte",
    "Délai d’une demande d’enquête",
    "Avis du comité de révision attendu",
    "Conciliation de compte refusée",
    "Accès au dossier professionnel",
    "Inspection professionnelle demandée",
    "Exercice illégal signalé",
    "Qualité des services reçus",
    "Conflit d’intérêts allégué",
)
PLACES = ("Québec", "Montréal", "Gatineau", "Sherbrooke", "Trois-Rivières", "Saguenay", "Lévis", "Rimouski")
FOLDER = Path(__file__).parent
FIRST, LAST = (
    (FOLDER / name).read_text(encoding="utf-8").split() for name in ("first_names.txt", "family_names.txt")
)


def titles() -> Iterator[tuple[int, str, str]]:
    """Will give each title with its rank and its folded key."""
    for n, (subject, place, floor) in enumerate(product(SUBJECTS, PLACES, range(1, 26))):
        title = f"{subject} ({place}, secteur {floor})"
        yield n, title, fold(title)


def names() -> Iterator[tuple[int, str, str]]:
    """Will give each name with its rank and its folded key: forty first names, 1,640 family names."""
    families = [*LAST, *(f"{one}-{other}" for one, other in product(LAST, LAST))]
    for n, (first, family) in enumerate(product(FIRST, families)):
        name = f"{first} {family}"
        yield n, name, fold(name)
