"""The forms of corrective measures: the proposal, the evidence, the check of the effect, a change, a reason.

What may be chosen (units, people, documents) is read by pages_measures.py; the actions check everything again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms

from egide.interfaces.staff.forms_notes import DayField, to_come
from egide.interfaces.staff.forms_opening import _choice, _text
from egide.kernel.measures.models import LONGEST_TEXT, LONGEST_WORDS, Effect, Source

Choices = Sequence[tuple[str, str]]
UNIT_ALONE = ("", "L’unité, sans personne nommée")
NO_DOCUMENT = ("", "Aucun")
CHECK_AFTER = timedelta(days=90)
CHOOSE_DAY = "Choisissez un jour."


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What may be chosen, and what the measure holds today."""

    units: Choices = ()
    people: Choices = ()
    documents: Choices = ()
    today: date
    source: str = ""
    unit: str = ""
    owner: str = ""
    due_on: date | None = None


def _words(label: str, *, required: bool, help_text: str = "") -> forms.CharField:
    return _text(
        label, LONGEST_WORDS, required=required, help_text=help_text, widget=forms.Textarea(attrs={"rows": 4})
    )


def _day(label: str, *, required: bool = True, help_text: str = "") -> DayField:
    return DayField(
        label=label,
        max_length=10,
        required=required,
        help_text=help_text,
        error_messages={"required": CHOOSE_DAY},
    )


class _Asked(forms.Form):
    """A form that knows what may be chosen."""

    def __init__(self, offered: Offered, data: Any = None) -> None:
        super().__init__(data)
        self.offered = offered
        self.offer()

    def offer(self) -> None:
        """Will fill the choices; most forms have none."""

    def choose(self, name: str, choices: Choices, chosen: str = "") -> None:
        """Will give a field its choices and the one chosen at first."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices, field.initial = list(choices), chosen


class ProposeForm(_Asked):
    """A measure: what is to change, where it comes from, who answers for it, by when."""

    text = _text(
        "Ce qui doit changer",
        LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Une chose que l’on pourra constater\u00a0: «\u00a0Récrire l’accusé de réception\u00a0».",
    )
    source = _choice("D’où vient cette mesure?", Source.choices)
    unit = _choice("Unité responsable")
    owner = _choice("Personne responsable", required=False)
    due_on = _day("Échéance", help_text="Le dernier jour pour réaliser la mesure.")

    def offer(self) -> None:
        """Will propose the units, the people who may read the dossier, and where the measure comes from."""
        self.fields["source"].initial = self.offered.source
        self.choose("unit", self.offered.units, self.offered.unit)
        self.choose("owner", (UNIT_ALONE, *self.offered.people))

    def clean_due_on(self) -> date:
        """Will refuse a day that is past."""
        return to_come(self.cleaned_data["due_on"], self.offered.today)


class WordsForm(_Asked):
    """A step that asks for nothing but, perhaps, a few words."""

    words = _words(
        "Précisions", required=False, help_text="Facultatif\u00a0: gardées dans l’histoire de la mesure."
    )


class EvidenceForm(_Asked):
    """What shows that the measure advances."""

    text = _words("Ce que cette preuve montre", required=True)
    document = _choice(
        "Document du dossier",
        required=False,
        help_text="Versez-le d’abord au dossier s’il n’y est pas encore.",
    )

    def offer(self) -> None:
        """Will propose the documents of the dossier."""
        self.choose("document", (NO_DOCUMENT, *self.offered.documents))


class DoneForm(_Asked):
    """The measure is carried out: when is its effect checked?"""

    words = _words("Ce qui a été fait", required=False)
    check_on = _day(
        "Vérifier l’effet le",
        help_text="Assez tard pour que l’effet se voie\u00a0: trois mois sont proposés.",
    )

    def offer(self) -> None:
        """Will propose three months."""
        self.fields["check_on"].initial = (self.offered.today + CHECK_AFTER).isoformat()

    def clean_check_on(self) -> date:
        """Will refuse a day that is past."""
        return to_come(self.cleaned_data["check_on"], self.offered.today)


class EffectForm(_Asked):
    """What the check found, and what follows when the measure is not fully effective."""

    effect = _choice("La mesure est-elle efficace?", Effect.choices, widget=forms.RadioSelect)
    words = _words("Ce qui a été constaté", required=True)
    next_on = _day(
        "La suite, le",
        required=False,
        help_text="Partiellement efficace\u00a0: jour de la prochaine vérification. "
        "Non efficace\u00a0: nouvelle échéance de la mesure, qui reprend.",
    )

    def clean_next_on(self) -> date | None:
        """Will refuse a day that is past."""
        day: date | None = self.cleaned_data["next_on"]
        return to_come(day, self.offered.today) if day else None

    def clean(self) -> dict[str, Any]:
        """Will ask for the next day where one is needed."""
        cleaned = super().clean() or {}
        wanted = cleaned.get("effect") in (Effect.PARTIAL, Effect.NONE)
        if wanted and not cleaned.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", CHOOSE_DAY)
        return cleaned


class ChangeForm(_Asked):
    """Another due date, or another person."""

    due_on = _day("Échéance")
    owner = _choice("Personne responsable", required=False)
    reason = _words("Raison", required=True)

    def offer(self) -> None:
        """Will propose what the measure holds today."""
        self.choose("owner", (UNIT_ALONE, *self.offered.people), self.offered.owner)
        self.fields["due_on"].initial = self.offered.due_on.isoformat() if self.offered.due_on else ""


class WhyForm(_Asked):
    """A reason, kept in the history of the measure."""

    reason = _words("Raison", required=True, help_text="En une ou deux phrases.")
