"""The forms of a letter: its text, its posting by hand, the addresses of its recipient.

What may be written is checked here; when it may be written is the letter's own rule.
"""

from datetime import date
from typing import Any

from django import forms

from egide.kernel.letters.approving import COMMENT_LIMIT
from egide.kernel.letters.drafting import Text
from egide.kernel.letters.models import Delivery
from egide.kernel.lifecycle.answers import day_of

MARKS = (
    "Une ligne vide sépare deux paragraphes. Au début d’une ligne\u00a0: «\u00a0-\u00a0» ouvre un point de liste, "
    "«\u00a0#\u00a0» un intertitre, «\u00a0>\u00a0» une citation, «\u00a0|\u00a0» une ligne de tableau, "
    "«\u00a0!\u00a0» un avis. _Deux traits bas_ donnent l’italique."
)


class LetterForm(forms.Form):
    """What a person may change in a letter."""

    subject = forms.CharField(
        label="Objet", max_length=200, error_messages={"required": "Écrivez l’objet de la lettre."}
    )
    salutation = forms.CharField(label="Appel", max_length=120)
    body = forms.CharField(
        label="Texte",
        max_length=60000,
        help_text=MARKS,
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "true"}),
        error_messages={"required": "Écrivez le texte de la lettre."},
    )
    closing = forms.CharField(label="Formule de politesse", max_length=300)
    enclosures = forms.CharField(
        label="Pièces jointes (p. j.)",
        max_length=2000,
        required=False,
        help_text="Une par ligne.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def text(self) -> Text:
        """The text as the action takes it; browsers end lines with two characters, letters with one."""
        return Text(**{name: value.replace("\r\n", "\n") for name, value in self.cleaned_data.items()})


class PostingForm(forms.Form):
    """The day when a letter was posted."""

    posted_on = forms.CharField(label="Mise à la poste le", widget=forms.DateInput, max_length=10)

    def clean_posted_on(self) -> date:
        """Will read the date."""
        day = day_of(self.cleaned_data["posted_on"].strip())
        if day is None:
            raise forms.ValidationError("Écrivez la date sous la forme AAAA-MM-JJ.")
        return day


class ReturnForm(forms.Form):
    """What whoever signs asks of the author."""

    comment = forms.CharField(
        label="Ce qui est à revoir",
        max_length=COMMENT_LIMIT,
        required=False,
        help_text="L’auteur le lit sur la lettre; le journal le garde.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeliveryForm(forms.Form):
    """How the letter is to leave."""

    delivery = forms.ChoiceField(
        label="Mode d’envoi",
        choices=[(choice.value, f"{choice.label[:1].upper()}{choice.label[1:]}") for choice in Delivery],
        help_text="Le lien sécurisé est la règle; la pièce jointe, seulement si la personne l’a demandée.",
    )


class RecipientForm(forms.Form):
    """Where the recipient of a letter is written to."""

    email = forms.EmailField(
        label="Courriel",
        max_length=254,
        required=False,
        error_messages={"invalid": "Cette adresse de courriel n’est pas complète. Exemple : nom@exemple.ca"},
    )
    address = forms.CharField(
        label="Adresse postale",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Numéro et rue, ville, province et code postal, une ligne chacun.",
    )

    def clean(self) -> dict[str, Any]:
        """Will ask for one address at least."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("email") and not cleaned.get("address"):
            raise forms.ValidationError("Donnez au moins une adresse, de courriel ou postale.")
        return cleaned
