"""The words that the seeded dossiers are made of: titles and names, many enough for a search to mean something.

Invented; folded by the very function that the house uses.
"""

from collections.abc import Iterator
from itertools import product

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
FIRST = tuple(
    "Élise Marc Nadia Thomas Claire Denis Farid Bruno Amélie Hélène Odile Pierre René Lucie Julie Karim Irène Sylvie Paul Zoé Léa Hugo Inès Noah Rosalie Olivier Maude Gabriel Chloé Samuel Jade Étienne Florence Yan Béatrice Xavier Camille Rachid Mireille Gaétan".split()
)
LAST = [
    "Tremblay",
    "Gagnon",
    "Roy",
    "Côté",
    "Bouchard",
    "Gauthier",
    "Morin",
    "Lavoie",
    "Fortin",
    "Gagné",
    "Ouellet",
    "Pelletier",
    "Bélanger",
    "Lévesque",
    "Bergeron",
    "Leblanc",
    "Paquette",
    "Girard",
    "Simard",
    "Boucher",
    "Caron",
    "Beaulieu",
    "Cloutier",
    "Dubé",
    "Poirier",
    "Fournier",
    "Lapointe",
    "Leclerc",
    "Lefebvre",
    "Poulin",
    "Thibault",
    "Nadeau",
    "Martel",
    "Landry",
    "Martin",
    "Bédard",
    "Grenier",
    "Lessard",
    "Bernier",
    "Richard",
]


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
