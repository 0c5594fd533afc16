"""Reads of the module: the facts that guards look at, the fields of its letters, the fields that say nothing yet.

No write here; the gate has already decided that the dossier may be seen.
"""

from collections.abc import Mapping, Sequence

from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.snapshot import KernelFacts
from egide.kernel.parties.actions import parties_of_role
from egide.kernel.parties.models import PartyRole
from egide.law.dates_fr import plain_date
from egide.modules.privacy_incidents.lifecycle import Facts
from egide.modules.privacy_incidents.models import PrivacyIncident

RISK = ("sensitivity", "ill_uses", "consequences", "likelihood")


def facts(dossier: Dossier, kernel: KernelFacts) -> Facts:
    """Will build the module's facts on top of the kernel's."""
    own = details(dossier)
    return Facts(
        missing=missing(own),
        risk_weighed=all(getattr(own, name) for name in RISK),
        commission_told="commission_told" in kernel.recorded or "commission_notice" in kernel.letters_sent,
        persons_told=bool({"persons_told", "no_notice"} & kernel.recorded)
        or "person_notice" in kernel.letters_sent,
        people=len(parties_of_role(dossier, PartyRole.THIRD_PERSON)),
        motive=kernel.answer("motive"),
    )


def details(dossier: Dossier) -> PrivacyIncident:
    """Will return what the dossier adds to the kernel's."""
    return PrivacyIncident.objects.get(pk=dossier.pk)


def missing(own: PrivacyIncident) -> tuple[str, ...]:
    """Will name the fields of the register that say nothing yet; the notices are guarded by their own steps."""
    known = {
        "renseignements concernés": own.information,
        "circonstances": own.circumstances,
        "date ou période de l’incident": own.occurred_from or own.occurred_words,
        "nombre de personnes": own.persons is not None or own.persons_words,
        "évaluation du risque": all(getattr(own, name) for name in RISK),
        "mesures prises": own.measures,
    }
    return tuple(label for label, value in known.items() if not value)


def period(own: PrivacyIncident) -> str:
    """Will say when it happened, in words."""
    if own.occurred_from and own.occurred_until and own.occurred_until != own.occurred_from:
        return f"du {plain_date(own.occurred_from)} au {plain_date(own.occurred_until)}"
    if own.occurred_from:
        return f"le {plain_date(own.occurred_from)}"
    return own.occurred_words or "à une date qui n’est pas connue"


def people_concerned(own: PrivacyIncident) -> str:
    """Will say how many persons are concerned, or what is known of it."""
    return str(own.persons) if own.persons is not None else own.persons_words or "nombre inconnu"


def letter_fields(dossier: Dossier, answers: Mapping[str, str]) -> dict[str, str | Sequence[str]]:
    """Will return the merge fields that the module's wordings use: the register's own words."""
    own = details(dossier)
    return {
        "renseignements": own.information or "À préciser",
        "circonstances": own.circumstances or "À préciser",
        "periode": period(own),
        "connaissance": plain_date(own.aware_on),
        "personnes": people_concerned(own),
        "sensibilite": own.sensitivity,
        "usages": own.ill_uses,
        "consequences": own.consequences,
        "probabilite": own.likelihood,
        "mesures": own.measures or "À préciser",
        "mesures_suggerees": answers.get("mesures_suggerees", ""),
        "coordonnees": answers.get("coordonnees", "") or "",
    }
