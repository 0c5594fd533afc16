"""Forms of the unit's box: opening the dossier of a request received by the form, setting it aside.

They validate what is typed; what may be chosen (units, people, orders) is read by pages_box.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

from egide.kernel.dossiers.models import Channel
from egide.modules.interventions.models import Mechanism

Choices = Sequence[tuple[str, str]]
NOBODY = ("", "Plus tard")
NO_ORDER = ("", "Aucun, ou non précisé")
DAY_ZERO = (
    "Le jour où la demande est arrivée à l’un des bureaux, même après 16\u00a0h\u00a030 ou un jour fermé\u00a0: "
    "c’est le jour 0 de tous les délais."
)


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What may be chosen: codes and labels, and to which unit each person belongs."""

    units: Choices
    sites: Choices
    orders: Choices
    people: Choices
    unit_of: Mapping[str, frozenset[str]]


def _said(label: str, sentence: str = "") -> dict[str, str]:
    return {
        "required": sentence or f"«\u00a0{label}\u00a0» doit être rempli.",
        "invalid_choice": f"«\u00a0{label}\u00a0»\u00a0: choisissez une des réponses proposées.",
        "invalid": f"«\u00a0{label}\u00a0» n’a pas été compris.",
        "max_length": f"«\u00a0{label}\u00a0» dépasse %(limit_value)d caractères (%(show_value)d écrits).",
        "null_characters_not_allowed": f"«\u00a0{label}\u00a0» contient un caractère qui ne peut pas être enregistré.",
    }


def _text(label: str, longest: int, **more: Any) -> forms.CharField:
    field = forms.CharField(label=label, max_length=longest, error_messages=_said(label), **more)
    for validator in field.validators:
        if isinstance(validator, ProhibitNullCharactersValidator):
            validator.message = _said(label)["null_characters_not_allowed"]
    return field


def _choice(label: str, choices: Any = (), **more: Any) -> forms.ChoiceField:
    said = _said(label)
    # Nothing chosen: one is told to choose, as when the answer is not among those proposed.
    messages = said | {"required": said["invalid_choice"]}
    return forms.ChoiceField(label=label, choices=choices, error_messages=messages, **more)


# The ways of a request, as the lines of a list to choose from.
CHANNELS = [(c.value, str(c.label).capitalize()) for c in Channel]

# Before the Professional Code (1973) nothing could be received: an earlier year is a slip of the keyboard.
EARLIEST = date(1973, 1, 1)


class OpeningForm(forms.Form):
    """What opening a dossier asks, wherever the request came from."""

    title = _text("Titre du dossier", 200, help_text="Une phrase courte, sans le nom de la personne.")
    order = _choice("Ordre visé", required=False)
    mechanism = _choice("Mécanisme visé", Mechanism.choices)
    unit = _choice("Unité qui traite le dossier")
    person = _choice("Confier à", required=False)

    def __init__(self, offered: Offered, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.offered = offered
        self._offer("unit", offered.units)
        self._offer("order", (NO_ORDER, *offered.orders))
        self._offer("person", (NOBODY, *offered.people))
        if len(offered.units) == 1:
            self.fields["unit"].initial = offered.units[0][0]

    def _offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def clean(self) -> dict[str, Any]:
        """Will refuse a person who does not work in the unit chosen."""
        cleaned = super().clean() or {}
        person, unit = cleaned.get("person"), cleaned.get("unit")
        if person and unit and unit not in self.offered.unit_of.get(person, frozenset()):
            self.add_error("person", "Cette personne ne travaille pas dans l’unité choisie.")
        return cleaned


class SetAsideForm(forms.Form):
    """Why a request is set aside."""

    reason = _text(
        "Raison", 300, help_text="Doublon, essai, envoi par erreur… La demande reste lisible avec sa raison."
    )
