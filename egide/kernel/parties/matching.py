"""Earlier files of a person and possible duplicates, with the reason; nothing is ever merged from here.

Candidates come from equality on folded keys, each from its own index; `law.resemblance` judges each of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from egide.kernel.dossiers.folding import fold
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party, PartyRole
from egide.law.addresses import phone_key, street_key
from egide.law.names import sorted_words
from egide.law.resemblance import ORDER, Identity, Strength, Verdict, compare
from egide.law.sounds import sound, sounds

# A key that means more people than this says nothing: « Tremblay » alone would bring thousands.
MOST_OF_A_KEY, MOST_SHOWN = 60, 12


@dataclass(frozen=True, kw_only=True)
class Resemblance:
    """A person of another dossier who may be the same, how strongly, and why."""

    dossier_number: str
    name: str
    strength: Strength
    reasons: tuple[str, ...]
    rank: int = 0


def resemblances(
    *,
    compartment_id: int,
    name: str,
    email: str = "",
    phone: str = "",
    address: str = "",
    exclude_dossier: int | None = None,
) -> tuple[Resemblance, ...]:
    """Will return the people who resemble this one in the files that the reader's walls show, strongest first.

    `exclude_dossier`: the id of the dossier from which one looks. The reader's role is the caller's business:
    keep those whose number `visible()` gives.
    """
    asked = Identity(name=name, email=email, phone=phone, address=address)
    people = Party.objects.filter(compartment_id=compartment_id).exclude(role=PartyRole.ORDER)
    if exclude_dossier is not None:
        people = people.exclude(dossier_id=exclude_dossier)
    rows = {party.pk: party for ways in _ways(people, asked) for party in ways}
    judged = [(party, verdict) for party in rows.values() if (verdict := compare(asked, _identity(party)))]
    numbers = dict(
        Dossier.objects.filter(pk__in={party.dossier_id for party, _ in judged}).values_list("pk", "number")
    )
    kept = [(party, verdict) for party, verdict in judged if party.dossier_id in numbers]
    kept.sort(key=lambda one: (ORDER.index(one[1].strength), -len(one[1].reasons), -one[0].pk))
    return tuple(
        _resemblance(party, verdict, numbers[party.dossier_id]) for party, verdict in kept[:MOST_SHOWN]
    )


def sounding_like(words: str) -> Q:
    """Will return the condition on parties whose name sounds like these words: « Trembley » finds « Tremblay ».

    One word designates a surname; several, the whole name in any order.
    """
    surname, whole = heard_in(words)
    return Q(sound_last=surname) if surname else Q(sound_sorted=whole) if whole else Q(pk__in=())


def heard_in(words: str) -> tuple[str, str]:
    """Will return the sound of a surname, or that of a whole name, its words sorted; one of them is empty."""
    heard = sounds(words)
    return (heard[0], "") if len(heard) == 1 else ("", " ".join(sorted(heard)))


def _ways(people: QuerySet[Party], asked: Identity) -> Iterator[QuerySet[Party]]:
    heard, key = sounds(asked.name), sorted_words(asked.name)
    conditions = (
        Q(email_key=fold(asked.email)) if asked.email.strip() else None,
        Q(phone_key=phone_key(asked.phone)) if phone_key(asked.phone) else None,
        Q(address_key=street_key(asked.address)[:200]) if street_key(asked.address) else None,
        Q(name_sorted=key) if key else None,
        Q(sound_sorted=" ".join(sorted(heard))) if heard else None,
        # The surname is the last word that is more than an initial, wherever the other writer put it.
        Q(sound_last__in=[one for one in heard if len(one) > 1][-3:]) if len(heard) > 1 else None,
        Q(name_key=fold(asked.name)) if asked.name.strip() else None,
        Q(sound_last=sound("".join(asked.name.split()[1:]))) if len(asked.name.split()) > 2 else None,
    )
    for condition in conditions:
        if condition is not None:
            yield people.filter(condition).order_by("-pk")[:MOST_OF_A_KEY]


def _identity(party: Party) -> Identity:
    return Identity(name=party.name, email=party.email, phone=party.phone, address=party.address)


def _resemblance(party: Party, verdict: Verdict, number: str) -> Resemblance:
    return Resemblance(
        dossier_number=number,
        name=party.name,
        strength=verdict.strength,
        reasons=verdict.reasons,
        rank=party.rank,
    )
