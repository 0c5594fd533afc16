"""What the journal keeps of acts upon accounts: one entry in the day’s chain of each compartment concerned.

Serves oversight; the current actor writes, within her own compartments. Names and words go to notes.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Membership, User
from egide.platform.journal.append import access_chain, append
from egide.platform.journal.canonical import JsonValue
from egide.platform.journal.wording import register

Place = tuple[int, str]


def places_of(user: User, actor: Actor, *, on: date) -> tuple[Place, ...]:
    """Will return the compartments where the person works and the actor too; else the actor’s first one."""
    held = Membership.objects.filter(Q(until=None) | Q(until__gt=on), user=user)
    theirs = set(held.values_list("unit__compartment_id", flat=True))
    own = sorted({(a.compartment_id, a.compartment_code) for a in actor.roles})
    return tuple(place for place in own if place[0] in theirs) or tuple(own[:1])


def tell(
    code: str,
    *,
    places: Iterable[Place],
    now: datetime,
    notes: dict[str, str] | None = None,
    **data: JsonValue,
) -> None:
    """Will write one entry in the chain of the day of each of these compartments."""
    for compartment_id, compartment_code in places:
        append(
            chain=access_chain(compartment_code, now),
            compartment_id=compartment_id,
            code=code,
            data=data,
            notes=notes or {},
            at=now,
        )


register(
    {
        "absence.entered": "Absence consignée, du {since:date}; retour le {until:date}.",
        "absence.ended": "Absence terminée : retour le {until:date}.",
        "absence.cancelled": "Absence annulée.",
        "delegation.entered": "Délégation consignée, unité {unit}\u00a0: {roles}, du {since:date} au {until:date}.",
        "delegation.revoked": "Délégation révoquée dans l’unité {unit}.",
        "account.created": "Compte ouvert.",
        "account.invited": "Invitation envoyée.",
        "account.renamed": "Nom ou fonction d’un compte corrigés.",
        "account.role_given": "Fonction « {role} » donnée dans l’unité {unit}, depuis le {since:date}.",
        "account.role_ended": "Fonction « {role} » retirée dans l’unité {unit}, le {until:date}.",
        "account.factor_reset": "Second facteur retiré par l’administration.",
        "account.limits_reset": "Essais de connexion remis à zéro par l’administration.",
        "account.handed_over": "Travail remis à d’autres personnes avant un départ.",
        "account.left": "Départ consigné, le {until:date}.",
        "account.closed": "Compte fermé.",
        "account.reopened": "Compte rouvert.",
        "unit.created": "Unité {unit} créée.",
        "unit.changed": "Unité {unit} modifiée.",
        "calendar.published": "Calendrier {calendar} publié, version {version}.",
    }
)
