"""Forms of the administration and of absences: they validate what is typed and say what is wrong in French.

What may be chosen (units, people, roles) is handed in by the views.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

Choices = Sequence[tuple[str, str]]


def text(label: str, longest: int, **more: Any) -> forms.CharField:
    """Will return a line of text with French refusals."""
    field = forms.CharField(label=label, max_length=longest, error_messages=said(label), **more)
    for validator in field.validators:
        if isinstance(validator, ProhibitNullCharactersValidator):
            validator.message = f"« {label} » contient un caractère qui ne peut pas être enregistré."
    return field


def said(label: str) -> dict[str, str]:
    """Will return the refusals of a field."""
    return {
        "required": f"« {label} » doit être rempli.",
        "invalid": f"« {label} » n’a pas été compris.",
        "invalid_choice": f"« {label} » : choisissez une des réponses proposées.",
        "max_length": f"« {label} » dépasse %(limit_value)d caractères (%(show_value)d écrits).",
    }


def day(label: str, **more: Any) -> forms.DateField:
    """Will return a day written AAAA-MM-JJ."""
    return forms.DateField(
        label=label,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d"),
        error_messages=said(label)
        | {"invalid": "Écrivez le jour sous la forme AAAA-MM-JJ. Exemple : 2026-03-03"},
        **more,
    )


def choice(label: str, choices: Choices = (), **more: Any) -> forms.ChoiceField:
    """Will return a list to choose from."""
    messages = said(label) | {"required": said(label)["invalid_choice"]}
    return forms.ChoiceField(label=label, choices=list(choices), error_messages=messages, **more)


class ReasonableDays(forms.Form):
    """Refuses a year that only a slip of the keyboard can write."""

    def clean(self) -> dict[str, Any]:
        """Will refuse days far away."""
        cleaned = super().clean() or {}
        for name, value in list(cleaned.items()):
            if isinstance(value, date) and not 2000 <= value.year <= 2100:
                self.add_error(name, "Vérifiez l’année.")
        return cleaned


class _Unit(ReasonableDays):
    unit = choice("Unité")
    role = choice("Fonction")
    since = day("Premier jour")

    def __init__(self, units: Choices, roles: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("unit", units), ("role", roles)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "Choisir…"), *choices]


class NewAccountForm(_Unit):
    """A new account: no password is asked, the person chooses it by a link."""

    full_name = text("Nom complet", 160)
    email = forms.EmailField(
        label="Courriel",
        max_length=254,
        help_text="Il sert à se connecter; l’invitation y est envoyée.",
        error_messages={
            "required": "« Courriel » doit être rempli.",
            "invalid": "Cette adresse de courriel n’est pas complète. Exemple : nom@exemple.ca",
        },
    )
    job_title = text(
        "Fonction affichée", 160, required=False, help_text="Comme dans les lettres : « Analyste »."
    )
    field_order = ("full_name", "email", "job_title", "unit", "role", "since")


class RoleForm(_Unit):
    """A role given from a day on."""


class MoveForm(_Unit):
    """From one function to another: the first ends the day before the second begins."""

    held = choice("Fonction quittée")
    field_order = ("held", "unit", "role", "since")

    def __init__(self, held: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["held"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(held)


class EndRoleForm(ReasonableDays):
    """A role that ends: the last day with it."""

    held = choice("Fonction")
    last_day = day("Dernier jour", help_text="La personne a encore la fonction ce jour-là.")

    def __init__(self, held: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["held"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(held)


class NameForm(forms.Form):
    """Name and title of an account."""

    full_name = text("Nom complet", 160)
    job_title = text("Fonction affichée", 160, required=False)


class UnitForm(forms.Form):
    """A unit: its code never changes, the rest may."""

    code = forms.SlugField(
        label="Code",
        max_length=40,
        help_text="En lettres minuscules, sans espace. Il ne change plus.",
        error_messages=said("Code")
        | {"invalid": "Le code n’a que des lettres sans accent, des chiffres et des traits d’union."},
    )
    name = text("Nom", 160)
    site = choice("Lieu")
    compartment = choice("Secteur")
    head = choice("Personne responsable", required=False)

    def __init__(
        self, sites: Choices, compartments: Choices, people: Choices, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("site", sites),
            ("compartment", compartments),
            ("head", [("", "Personne"), *people]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)


class ClosureForm(ReasonableDays):
    """A day when the Office, or one of its sites, is closed."""

    jour = day("Jour fermé")
    nom = text("Raison", 120, help_text="Elle paraît dans la preuve des échéances. Exemple : Tempête.")
    lieu = choice(
        "Lieu", required=False, help_text="Une fermeture d’un seul lieu ne compte que pour ses dossiers."
    )

    def __init__(self, sites: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["lieu"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Tous les lieux (jour férié)"), *sites]


class AbsenceForm(ReasonableDays):
    """Who is away, when, and who takes over."""

    person = choice("Personne absente")
    since = day("Premier jour d’absence")
    last_day = day("Dernier jour d’absence", help_text="Compris. Le lendemain, tout revient de lui-même.")
    replacement = choice("Remplacement", required=False)
    reason = text(
        "Motif", 300, required=False, help_text="Privé : conservé au journal, montré nulle part ailleurs."
    )

    def __init__(self, people: Choices, colleagues: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("person", people), ("replacement", [("", "Personne"), *colleagues])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)


class LeaveForm(ReasonableDays):
    """The last day of someone who leaves."""

    last_day = day(
        "Dernier jour de travail", help_text="Aujourd’hui ou avant : le compte se ferme tout de suite."
    )
