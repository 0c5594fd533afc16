"""The forms of confidentiality incidents: the short declaration, the register's fields, a person to tell.

The module's actions check everything again.
"""

from datetime import date
from typing import Any

from django import forms

from egide.interfaces.staff.forms_notes import DayField
from egide.interfaces.staff.forms_ombudsman import _day, _words
from egide.interfaces.staff.forms_opening import _text
from egide.modules.privacy_incidents.models import PrivacyIncident


class DeclareForm(forms.Form):
    """What someone noticed: a minute is enough."""

    circumstances = _words(
        "Ce qui est arrivé",
        10_000,
        rows=5,
        help_text="Un courriel au mauvais destinataire, un dossier perdu, un accès non permis…",
    )
    information = _words(
        "Renseignements personnels en cause",
        4000,
        rows=3,
        required=False,
        help_text="Lesquels, ou pourquoi vous ne le savez pas. N’en recopiez aucun ici.",
    )
    aware_on = _day("Constaté le")
    occurred_words = _text(
        "Arrivé quand", 200, required=False, help_text="Un jour, une période, ou «\u00a0inconnu\u00a0»."
    )
    persons_words = _text(
        "Combien de personnes", 200, required=False, help_text="Un nombre, ou ce que vous en savez."
    )
    measures = _words("Ce qui a été fait aussitôt", 4000, rows=3, required=False)

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"aware_on": today.isoformat()})
        self.today = today

    def clean_aware_on(self) -> date:
        """Will refuse a day to come."""
        day: date = self.cleaned_data["aware_on"]
        if day > self.today:
            raise forms.ValidationError("Cette date est dans l’avenir.")
        return day


def _some(label: str, *, rows: int = 3, longest: int = 4000, help_text: str = "") -> forms.CharField:
    return _words(label, longest, required=False, rows=rows, help_text=help_text)


def _maybe(label: str) -> DayField:
    return _day(label, required=False)


class RegisterForm(forms.Form):
    """The eight fields of the regulation, in its order; an empty one is not known yet."""

    information = _some("Renseignements personnels concernés", help_text="Ou pourquoi on ne les connaît pas.")
    circumstances = _some("Circonstances de l’incident", rows=5, longest=20_000)
    occurred_from = _maybe("Date de l’incident, ou début de la période")
    occurred_until = _maybe("Fin de la période")
    occurred_words = _text("Période, en mots", 200, required=False)
    persons = forms.IntegerField(
        label="Nombre de personnes",
        required=False,
        min_value=0,
        max_value=2_000_000_000,
        error_messages={
            "invalid": "Écrivez un nombre entier.",
            "min_value": "Le nombre ne peut être négatif.",
        },
    )
    persons_words = _text("Nombre de personnes, en mots", 200, required=False)
    sensitivity = _some("Risque\u00a0: sensibilité des renseignements")
    ill_uses = _some("Risque\u00a0: usages malveillants possibles")
    consequences = _some("Risque\u00a0: conséquences appréhendées")
    likelihood = _some("Risque\u00a0: probabilité d’un préjudice")
    public_notice = _some("Avis public, et ses raisons", help_text="S’il y en a eu un.")
    measures = _some("Mesures prises pour diminuer le risque", rows=4, longest=20_000)

    @classmethod
    def of(cls, own: PrivacyIncident) -> "RegisterForm":
        """Will show what the register holds today."""
        known = {
            name: value.isoformat() if isinstance(value, date) else value
            for name in cls.base_fields
            if (value := getattr(own, name)) is not None
        }
        return cls(initial=known)


class PersonForm(forms.Form):
    """Someone to whom the notice is written."""

    name = _text("Nom", 200)
    email = forms.EmailField(
        label="Courriel",
        required=False,
        max_length=254,
        error_messages={"invalid": "Ce courriel n’est pas complet."},
    )
    address = _words("Adresse postale", 1000, required=False, rows=3)
