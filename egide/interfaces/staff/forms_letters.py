"""The form of a letter's text, and of its posting by hand.

What may be written is checked here; when it may be written is the letter's own rule.
"""

from datetime import date

from django import forms

from egide.kernel.letters.drafting import Text

MARKS = "Une ligne vide sépare deux paragraphes. « - » ouvre un point de liste, « # » un intertitre, « > » une citation."


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
        """The text as the action takes it."""
        return Text(**self.cleaned_data)


class PostingForm(forms.Form):
    """The day when a letter was posted."""

    posted_on = forms.CharField(label="Mise à la poste le", widget=forms.DateInput, max_length=10)

    def clean_posted_on(self) -> date:
        """Will read the date."""
        try:
            return date.fromisoformat(self.cleaned_data["posted_on"].strip())
        except ValueError as error:
            raise forms.ValidationError("Écrivez la date sous la forme AAAA-MM-JJ.") from error
