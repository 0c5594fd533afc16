"""The forms of mandates: giving one, its progress, its parts, its people, its date, an opinion.

What may be chosen (units, people) is read by pages_mandates_office.py; the actions check everything again.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from egide.interfaces.staff.forms_notes import DayField, to_come
from egide.interfaces.staff.forms_opening import Choices, _choice, _text
from egide.modules.mandates.models import (
    LONGEST_TEXT,
    LONGEST_WORDS,
    Priority,
    Requester,
    Verdict,
)

NOBODY, NO_UNIT = ("", "Personne pour le moment"), ("", "Aucune")


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What may be chosen, and what the mandate holds today."""

    today: date
    units: Choices = ()
    requesters: Choices = ()
    people: Choices = ()
    known: tuple[tuple[str, Any], ...] = ()


def _area(label: str, longest: int = LONGEST_TEXT, *, rows: int = 3, **more: Any) -> forms.CharField:
    return _text(label, longest, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _day(label: str, *, required: bool = True, help_text: str = "") -> DayField:
    return DayField(
        label=label,
        max_length=10,
        required=required,
        help_text=help_text,
        error_messages={"required": "Choisissez un jour."},
    )


class Asked(forms.Form):
    """A form that knows what may be chosen."""

    def __init__(self, offered: Offered, data: Any = None) -> None:
        super().__init__(data, initial=dict(offered.known))
        self.offered = offered
        self.offer()

    def offer(self) -> None:
        """Will fill the choices; most forms have none."""

    def choose(self, name: str, choices: Choices) -> None:
        """Will give a field its choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField | forms.MultipleChoiceField)
        field.choices = list(choices)


class GiveForm(Asked):
    """A mandate: what, for whom, by whom, for when."""

    title = _text("Titre du mandat", 200, help_text="Une phrase courte, sans le nom d’une personne.")
    requester = _choice("Qui demande ce mandat?", Requester.choices)
    requesting_unit = _choice(
        "Unité qui demande", required=False, help_text="Seulement si une unité demande."
    )
    purpose = _area("Objet", help_text="Ce qui est demandé, et pourquoi.")
    deliverable = _area(
        "Livrable attendu", help_text="Ce que l’on doit recevoir\u00a0: une note, un tableau…"
    )
    due_on = _day("À livrer le")
    priority = _choice("Priorité", Priority.choices)
    unit = _choice("Unité chargée du mandat")
    lead = _choice("Personne responsable", required=False, help_text="Elle travaille dans cette unité.")
    contributors = forms.MultipleChoiceField(
        label="Collaborent",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="De n’importe quelle unité de votre secteur. Ces personnes voient le mandat.",
        error_messages={"invalid_choice": "Choisissez parmi les personnes proposées."},
    )
    approver = _choice("Approuve le livrable", required=False, help_text="Vous, si personne n’est choisi.")

    def offer(self) -> None:
        """Will propose the units and the people."""
        self.fields["priority"].initial = Priority.NORMAL
        self.choose("unit", self.offered.units)
        self.choose("requesting_unit", (NO_UNIT, *self.offered.requesters))
        self.choose("lead", (NOBODY, *self.offered.people))
        self.choose("contributors", self.offered.people)
        self.choose("approver", (("", "Moi"), *self.offered.people))

    def clean_due_on(self) -> date:
        """Will refuse a day that is past."""
        return to_come(self.cleaned_data["due_on"], self.offered.today)

    def clean(self) -> dict[str, Any]:
        """Will ask for the unit when a unit asks."""
        cleaned = super().clean() or {}
        asks = cleaned.get("requester") == Requester.UNIT
        if asks and not cleaned.get("requesting_unit"):
            self.add_error("requesting_unit", "Choisissez l’unité qui demande le mandat.")
        if not asks:
            cleaned["requesting_unit"] = ""
        return cleaned


class ProgressForm(Asked):
    """Where the work stands."""

    percent = forms.IntegerField(
        label="Avancement, en %",
        min_value=0,
        max_value=100,
        error_messages={
            "required": "Écrivez un nombre de 0 à 100.",
            "invalid": "Écrivez un nombre de 0 à 100.",
            "min_value": "Écrivez un nombre de 0 à 100.",
            "max_value": "Écrivez un nombre de 0 à 100.",
        },
    )
    words = _area("Où en est le travail", LONGEST_WORDS, required=False, help_text="En une ou deux phrases.")


class ResultForm(Asked):
    """What is delivered."""

    text = _area("Résultat", rows=5, help_text="Ce qui est livré, et le document du dossier où le trouver.")


class EditForm(Asked):
    """What is asked, corrected."""

    purpose = _area("Objet", rows=4)
    deliverable = _area("Livrable attendu", rows=4)
    priority = _choice("Priorité", Priority.choices)


class ReviseForm(Asked):
    """Another date, and why."""

    due_on = _day("Nouvelle date")
    reason = _area(
        "Pourquoi",
        LONGEST_WORDS,
        help_text="La date d’origine reste inscrite, et le retard se mesure aux deux.",
    )

    def clean_due_on(self) -> date:
        """Will refuse a day that is past."""
        return to_come(self.cleaned_data["due_on"], self.offered.today)


class TaskForm(Asked):
    """A part of the work."""

    text = _text("Ce qu’il y a à faire", 300)
    owner = _choice("Qui s’en occupe", required=False)
    due_on = _day("Pour le", required=False)

    def offer(self) -> None:
        """Will propose the people."""
        self.choose("owner", (NOBODY, *self.offered.people))


class PersonForm(Asked):
    """Someone to name on the mandate."""

    person = _choice("Personne")

    def offer(self) -> None:
        """Will propose the people."""
        self.choose("person", (("", "Choisissez…"), *self.offered.people))


class ContributorForm(PersonForm):
    """Someone who helps, and with what."""

    part = _text("Ce qu’on lui demande", 300, required=False)


class OpinionForm(Asked):
    """What an approver says of the delivery."""

    verdict = _choice("Votre avis", Verdict.choices, widget=forms.RadioSelect)
    words = _area(
        "Vos mots", LONGEST_WORDS, required=False, help_text="Nécessaires pour demander une correction."
    )

    def clean(self) -> dict[str, Any]:
        """Will ask what is to correct."""
        cleaned = super().clean() or {}
        if cleaned.get("verdict") == Verdict.RETURNED and not (cleaned.get("words") or "").strip():
            self.add_error("words", "Dites ce qui est à corriger.")
        return cleaned
