"""The forms of the Commissioner's complaints: the registration, a recommendation and its follow-up, a delegation.

They validate what is typed; the policies and the actions say what may be done.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from egide.interfaces.staff.forms_opening import CHANNELS
from egide.interfaces.staff.forms_records import DayField, text
from egide.law.recommending import ANSWERS
from egide.modules.admission_complaints.vocabulary import (
    MOTIVES,
    PERMITS,
    POWERS,
    ROUTES,
    STAGES,
)

Choices = Iterable[tuple[str, str]]
NONE = ("", "Aucun, ou non précisé")
CHOOSE = ("", "Choisissez…")
DAY_ZERO = "Le jour où la plainte est arrivée\u00a0: c’est le jour 0 de tous les délais."


def pick(label: str, choices: Choices, *, required: bool = True, help: str = "") -> forms.ChoiceField:
    """Will make a list to choose from, with its French messages."""
    said = f"«\u00a0{label}\u00a0»\u00a0: choisissez une des réponses proposées."
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        required=required,
        help_text=help,
        error_messages={"required": said, "invalid_choice": said},
    )


class RegisterForm(forms.Form):
    """A complaint as the secretary or the Commissioner registers it: from paper, a call, an e-mail."""

    name = text("Nom de la personne", required=False, help="Laissez vide si la personne ne se nomme pas.")
    email = text("Courriel", 254, required=False)
    phone = text("Téléphone", 40, required=False, help="De n’importe quel pays, avec l’indicatif.")
    address = text("Adresse postale", 1000, required=False, rows=3, help="De n’importe quel pays.")
    country = text("Pays de résidence", 80, required=False)
    received_on = DayField("Reçue le", DAY_ZERO)
    channel = pick("Par", CHANNELS)
    order = pick("Ordre visé", (), required=False)
    body = text(
        "Autre partie visée", required=False, help="Établissement d’enseignement, ministère ou organisme."
    )
    profession = text("Profession", 300, required=False)
    permit_type = pick("Type de permis", PERMITS)
    route = pick("Parcours", ROUTES)
    training_country = text("Pays de formation", 80, required=False)
    stage = pick("Étape", STAGES)
    motive = pick("Motif principal", MOTIVES)
    facts = text("Ce que la personne écrit ou dit", 20000, rows=8)
    wish = text("Ce qu’elle souhaite", 4000, required=False, rows=3)

    def __init__(self, *, orders: Choices, today: date, data: Any = None) -> None:
        first = {
            "received_on": today.isoformat(),
            "permit_type": "unknown",
            "route": "other",
            "stage": "other",
            "motive": "other",
        }
        super().__init__(data, initial=first)
        self.fields["order"].choices = [NONE, *orders]  # type: ignore[attr-defined]


class StaffComplaintForm(forms.Form):
    """A complaint about his staff, as the Commissioner registers it himself."""

    name = text("Nom de la personne", required=False)
    email = text("Courriel", 254, required=False)
    address = text("Adresse postale", 1000, required=False, rows=3)
    received_on = DayField("Reçue le", DAY_ZERO)
    channel = pick("Par", CHANNELS)
    text = text("Ce que la personne écrit ou dit", 20000, rows=8)

    def __init__(self, *, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"received_on": today.isoformat()})


class TargetForm(forms.Form):
    """A party concerned: an order, or any other body."""

    order = pick("Ordre visé", (), required=False)
    name = text("Ou autre partie visée", required=False)
    email = text("Courriel de cette partie", 254, required=False)
    address = text("Adresse de cette partie", 1000, required=False, rows=3)

    def __init__(self, *, orders: Choices, data: Any = None) -> None:
        super().__init__(data)
        self.fields["order"].choices = [NONE, *orders]  # type: ignore[attr-defined]


class RecommendForm(forms.Form):
    """A recommendation: to whom, what, and when to look again."""

    party = pick("À quelle partie", ())
    text = text("Recommandation", 4000, rows=5, help="Ce qui est recommandé, en une ou deux phrases.")
    follow_up_on = DayField("Date de suivi", "Le jour où l’on vérifie la réponse.")

    def __init__(self, *, parties: Choices, first: str, data: Any = None) -> None:
        super().__init__(data, initial={"follow_up_on": first})
        self.fields["party"].choices = [CHOOSE, *parties]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What the party answers."""

    answer = pick("Réponse de la partie", (CHOOSE, *((c, label) for c, label in ANSWERS if c != "pending")))
    answered_on = DayField("Reçue le")
    words = text("Ce qu’elle écrit", 4000, required=False, rows=4)

    def __init__(self, *, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"answered_on": today.isoformat()})


class DayForm(forms.Form):
    """One day: carried out, or to be looked at again."""

    day = DayField("Date")

    def __init__(self, *, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"day": today.isoformat()})


class NothingForm(forms.Form):
    """A step that asks nothing but a click."""


class DelegationForm(forms.Form):
    """To whom, what, from when to when."""

    person = pick("Analyste", ())
    powers = forms.MultipleChoiceField(
        label="Pouvoirs délégués",
        choices=POWERS,
        widget=forms.CheckboxSelectMultiple,
        help_text="Les conclusions et les recommandations ne se délèguent pas.",
        error_messages={
            "required": "Cochez au moins un pouvoir à déléguer.",
            "invalid_choice": "Ce pouvoir n’existe pas.",
        },
    )
    since = DayField("Du", "Premier jour.")
    until = DayField("Au", "Dernier jour, compris.")

    def __init__(self, *, people: Choices, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"since": today.isoformat()})
        self.fields["person"].choices = [CHOOSE, *people]  # type: ignore[attr-defined]
