"""The words that the seeded dossiers are made of: titles and names, many enough for a search to mean something.

Invented; folded by the very function that the house uses.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from egide.kernel.dossiers.folding import fold
from egide.kernel.finding.keeping import words_of
from egide.kernel.parties.models import Party, ProfessionalOrder

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


def titles() -> Iterator[tuple[object, ...]]:
    """Will give each title with its rank, its folded key and its words."""
    for n, (subject, place, floor) in enumerate(product(SUBJECTS, PLACES, range(1, 26))):
        title = f"{subject} ({place}, secteur {floor})"
        yield n, title, fold(title), list(words_of(title))


def names() -> Iterator[tuple[object, ...]]:
    """Will give each name with its rank and the keys it is found by: forty first names, 1,640 family names."""
    families = [*LAST, *(f"{one}-{other}" for one, other in product(LAST, LAST))]
    for n, (first, family) in enumerate(product(FIRST, families)):
        name = f"{first} {family}"
        yield n, name, fold(name), list(words_of(name)), *_person(name)


def orders() -> Iterator[tuple[object, ...]]:
    """Will give the keys of each professional order of the house, by its id."""
    for pk, name in ProfessionalOrder.objects.values_list("pk", "name"):
        yield pk, list(words_of(name)), *_person(name)


def _person(name: str) -> tuple[str, str, str, str]:
    keys = Party()
    keys.fold_person(name=name, email="", phone="", address="")
    return keys.name_sorted, keys.sound_sorted, keys.sound_first, keys.sound_last
