"""Why a search found a dossier: its number, an outside number, its title, a person's name, or how it sounds.

Read again from what is shown, two queries for any number of rows; it never tells of a party that is hidden.
"""

from collections import defaultdict
from collections.abc import Sequence

from egide.interfaces.staff.matching import possible_numbers, searched_words
from egide.kernel.dossiers.folding import fold
from egide.kernel.dossiers.models import Dossier
from egide.kernel.finding.keeping import words_of
from egide.kernel.finding.models import DossierReference, reference_key
from egide.kernel.parties.models import Party
from egide.law.sounds import sounds


def reasons(dossiers: Sequence[Dossier], q: str) -> dict[int, str]:
    """Will say for each dossier why these words designate it."""
    keys = [dossier.pk for dossier in dossiers]
    people: dict[int, list[Party]] = defaultdict(list)
    for party in Party.objects.filter(dossier_id__in=keys).order_by("rank"):
        people[party.dossier_id].append(party)
    outside: dict[int, list[DossierReference]] = defaultdict(list)
    for known in DossierReference.objects.filter(dossier_id__in=keys).order_by("rank"):
        outside[known.dossier_id].append(known)
    return {row.pk: _reason(row, people[row.pk], outside[row.pk], q) for row in dossiers}


def _reason(dossier: Dossier, people: Sequence[Party], outside: Sequence[DossierReference], q: str) -> str:
    key = fold(q)
    if dossier.number in possible_numbers(q) or dossier.number.startswith(q.upper()):
        return "par son numéro"
    asked = reference_key(q)
    for known in outside:
        if len(asked) >= 3 and known.key.startswith(asked):
            return f"par le numéro {known.number}" + (f" ({known.label})" if known.label else "")
    words = searched_words(q)
    if dossier.title_key.startswith(key) or _holds(words_of(dossier.title), words):
        return "par son titre"
    for party in people:
        if party.email_key == key:
            return f"par le courriel de {party.name}"
        if party.name_key.startswith(key) or _holds(words_of(party.name), words):
            return f"par le nom de {party.name}"
    heard = sorted(sounds(q))
    for party in people:
        spoken = sounds(party.name)
        if heard and (heard == sorted(spoken) or (len(heard) == 1 and spoken[-1:] == tuple(heard))):
            return f"par un nom qui se prononce de même\u00a0: {party.name}"
    return "par son titre et le nom d’une personne"


def _holds(known: Sequence[str], wanted: Sequence[str]) -> bool:
    return bool(wanted) and all(any(word.startswith(asked) for word in known) for asked in wanted)
