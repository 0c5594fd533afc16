"""Forms of the unit's box: opening a dossier, from a form received or from a letter or a call, setting aside.

They validate what is typed; what may be chosen (units, people, orders) is read by pages_box.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone

from egide.kernel.dossiers.models import Channel
from egide.modules.interventions.models import Mechanism, Situation

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
    return forms.ChoiceField(label=label, choices=choices, error_messages=_said(label), **more)


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


class MailForm(OpeningForm):
    """A request that arrived by mail, by phone or in person: who, how, when, and what it says."""

    name = _text("Nom de la personne", 200)
    email = forms.EmailField(
        label="Courriel",
        required=False,
        max_length=254,
        error_messages={
            "invalid": "Cette adresse de courriel n’est pas complète. Exemple\u00a0: nom@exemple.ca"
        },
    )
    phone = _text("Téléphone", 40, required=False)
    address = _text("Adresse postale", 1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    channel = _choice(
        "Arrivée", [(c.value, str(c.label).capitalize()) for c in Channel if c is not Channel.FORM]
    )
    site = _choice("Reçue au bureau de")
    received_on = forms.DateField(
        label="Jour de réception",
        widget=forms.DateInput(format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=f"{DAY_ZERO} AAAA-MM-JJ.",
        error_messages={
            "required": "«\u00a0Jour de réception\u00a0» doit être rempli.",
            "invalid": "Écrivez le jour sous la forme AAAA-MM-JJ. Exemple\u00a0: 2026-03-03",
        },
    )
    received_time = forms.TimeField(
        label="Heure de réception",
        input_formats=["%H:%M", "%H h %M", "%H h"],
        help_text="Sur 24 heures. Exemple\u00a0: 14:30",
        widget=forms.TimeInput(format="%H:%M"),
        error_messages={
            "required": "«\u00a0Heure de réception\u00a0» doit être rempli.",
            "invalid": "Écrivez l’heure sur 24 heures, comme 14:30.",
        },
    )
    situation = _choice("La personne s’est-elle adressée au syndic de l’ordre?", Situation.choices)
    summary = _text(
        "Ce que la personne demande",
        8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Dans ses mots.",
    )
    wish = _text("Ce qu’elle souhaite", 4000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = (
        "channel", "site", "received_on", "received_time", "name", "email", "phone", "address",
        "title", "summary", "wish", "order", "mechanism", "situation", "unit", "person",
    )  # fmt: skip

    def __init__(self, offered: Offered, *, now: datetime, data: Any = None, initial: Any = None) -> None:
        super().__init__(offered, data, initial=initial)
        self.now = now
        self._offer("site", offered.sites)

    def clean(self) -> dict[str, Any]:
        """Will refuse a moment that has not come yet."""
        cleaned = super().clean()
        if cleaned.get("received_on") and cleaned["received_on"] < EARLIEST:
            self.add_error(
                "received_on", f"Vérifiez l’année\u00a0: la réception ne peut pas précéder {EARLIEST.year}."
            )
        if self._received_at(cleaned) and self._received_at(cleaned) > self.now:  # type: ignore[operator]
            late = cleaned["received_on"] > timezone.localdate(self.now)
            self.add_error(
                "received_on" if late else "received_time", "La réception ne peut pas être dans l’avenir."
            )
        return cleaned

    @property
    def received_at(self) -> datetime:
        """The moment of receipt, on the Office's clock."""
        at = self._received_at(self.cleaned_data)
        assert at is not None  # a valid form has both
        return at

    @staticmethod
    def _received_at(cleaned: Mapping[str, Any]) -> datetime | None:
        day, hour = cleaned.get("received_on"), cleaned.get("received_time")
        if day is None or hour is None:
            return None
        return timezone.make_aware(datetime.combine(day, hour))


class SetAsideForm(forms.Form):
    """Why a request is set aside."""

    reason = _text(
        "Raison", 300, help_text="Doublon, essai, envoi par erreur… La demande reste lisible avec sa raison."
    )
