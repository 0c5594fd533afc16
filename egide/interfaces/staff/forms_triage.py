"""Forms of the typing: what each nature asks, whom a complaint concerns, the card of a question.

They validate what is typed; what may be chosen (orders, people, units) is given by the views.
"""

from typing import Any

from django import forms
from django.utils import timezone

from egide.interfaces.staff.forms_opening import (
    DAY_ZERO,
    EARLIEST,
    NO_ORDER,
    Choices,
    _choice,
    _said,
    _text,
)
from egide.kernel.dossiers.models import Channel
from egide.modules.information_cards.models import Body, CardChannel, Outcome, Theme
from egide.modules.service_complaints.models import Nature as ComplaintNature

UNREAD = "Lisez ce qui va se passer, puis cochez la case pour confirmer."


class ConfirmForm(forms.Form):
    """The consequences were read: nothing happens by a stray click."""

    understood = forms.BooleanField(label="J’ai lu ce qui va se passer.", error_messages={"required": UNREAD})


class ConcernForm(forms.Form):
    """Whom a complaint or a comment concerns."""

    about = _text(
        "Ce qui est visé", 300, required=False, help_text="Le service, le jour, l’appel. En quelques mots."
    )
    concerns_presidency = forms.BooleanField(
        label="La présidence elle-même est visée",
        required=False,
        help_text="La présidence n’y aura pas accès; la personne est informée qu’elle peut s’adresser au Protecteur "
        "du citoyen.",
    )
    people = forms.MultipleChoiceField(
        label="Personnes visées",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text="Elles n’auront pas accès au dossier. Plusieurs choix\u00a0: touche Ctrl.",
        error_messages=_said("Personnes visées"),
    )
    units = forms.MultipleChoiceField(
        label="Unités visées",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 4}),
        help_text="Toutes les personnes de l’unité sont écartées.",
        error_messages=_said("Unités visées"),
    )

    def __init__(self, *, people: Choices, units: Choices, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        _offer(self, "people", people)
        _offer(self, "units", units)


class NamingForm(ConcernForm):
    """Naming them later, on the dossier; the nature may be corrected at the same time."""

    about = None  # type: ignore[assignment]
    concerns_presidency = None  # type: ignore[assignment]
    nature = _choice("Nature", ComplaintNature.choices)
    field_order = ("nature", "people", "units")

    def clean(self) -> dict[str, Any]:
        """Will ask for something to note."""
        cleaned = super().clean() or {}
        same = cleaned.get("nature") == self.initial.get("nature")
        if same and not cleaned.get("people") and not cleaned.get("units") and not self.errors:
            raise forms.ValidationError("Nommez au moins une personne ou une unité, ou corrigez la nature.")
        return cleaned


class ComplaintForm(ConcernForm, ConfirmForm):
    """Handing a complaint or a comment over."""

    field_order = ("about", "people", "units", "concerns_presidency", "understood")


class HandOverForm(ConfirmForm):
    """Handing an open dossier over: why, and that the consequences were read."""

    reason = _text(
        "Raison de la remise",
        2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="L’unité qui reçoit la lit, et elle reste au journal de ce dossier.",
    )
    field_order: tuple[str, ...] = ("reason", "about", "people", "units", "concerns_presidency", "understood")


class HandOverComplaintForm(HandOverForm, ConcernForm):
    """The same, for a complaint or a comment: it also says whom it concerns."""


class CardForm(forms.Form):
    """The card of a question: twenty seconds, by keyboard."""

    theme = _choice("Sujet", Theme.choices)
    order = _choice("Ordre", required=False)
    body = _choice("Dirigée vers", Body.choices)
    outcome = _choice("Issue", Outcome.choices)
    channel = _choice("Arrivée", CardChannel.choices)
    note = _text(
        "Note",
        200,
        required=False,
        help_text="Sans nom de personne. L’organisme vers qui la diriger, par exemple.",
        widget=forms.TextInput(attrs={"list": "organismes"}),
    )

    def __init__(self, *, orders: Choices, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        _offer(self, "order", (NO_ORDER, *orders))


class CountForm(CardForm):
    """The card of a request that came by the form: its channel is known."""

    channel = None  # type: ignore[assignment]


class PieceForm(ConfirmForm):
    """What came by post, by phone or at the counter, typed once and handed over in the same act."""

    name = _text("Nom de la personne", 200, required=False, help_text="Laissez vide si elle est anonyme.")
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
    received_on = forms.DateField(
        label="Jour de réception",
        widget=forms.DateInput(format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=f"{DAY_ZERO}",
        error_messages={
            "required": "«\u00a0Jour de réception\u00a0» doit être rempli.",
            "invalid": "Écrivez le jour sous la forme AAAA-MM-JJ. Exemple\u00a0: 2026-03-03",
        },
    )
    text = _text(
        "Ce que la personne dit",
        20000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Dans ses mots. Vous ne pourrez plus le relire.",
    )
    field_order: tuple[str, ...] = (
        "channel", "received_on", "name", "email", "phone", "address", "text", "about", "people", "units",
        "concerns_presidency", "understood",
    )  # fmt: skip

    def clean_received_on(self) -> Any:
        """Will refuse a day that has not come, or that no request can have."""
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("La réception ne peut pas être dans l’avenir.")
        if day < EARLIEST:
            raise forms.ValidationError(
                f"Vérifiez l’année\u00a0: la réception ne peut pas précéder {EARLIEST.year}."
            )
        return day


class ComplaintPieceForm(PieceForm, ConcernForm):
    """The same, for a complaint or a comment: it also says whom it concerns."""


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
