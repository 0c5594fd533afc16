"""What each action on several dossiers asks once for all of them.

The rows themselves are not part of the form: they are read by views_bulk.py.
"""

from typing import Any

from django import forms

from egide.kernel.notes.models import LONGEST_TEXT
from egide.law.letters import LetterTemplate

FIELDS_HELP = (
    "Mêmes marques que dans une lettre. Ces champs se remplissent pour chacun\u00a0: «\u00a0{{ numero }}\u00a0», "
    "«\u00a0{{ titre }}\u00a0», «\u00a0{{ date_reception }}\u00a0», «\u00a0{{ destinataire }}\u00a0»."
)


class EmptyForm(forms.Form):
    """An action that asks nothing."""


class BulkAssignForm(forms.Form):
    """To whom the dossiers go."""

    person = forms.ChoiceField(
        label="Personne responsable",
        error_messages={
            "required": "Choisissez une personne.",
            "invalid_choice": "Choisissez une des personnes proposées.",
        },
    )

    def __init__(self, people: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choisissez…"), *people]


class BulkNoteForm(forms.Form):
    """The note that each dossier receives."""

    text = forms.CharField(
        label="Note",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Écrivez la note."},
    )


class SameLetterForm(forms.Form):
    """The text that each dossier receives as its own letter."""

    template = forms.ChoiceField(label="Lettre", error_messages={"required": "Choisissez une lettre."})
    subject = forms.CharField(
        label="Objet", max_length=200, error_messages={"required": "Écrivez l’objet des lettres."}
    )
    body = forms.CharField(
        label="Texte",
        max_length=60000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=FIELDS_HELP,
        error_messages={"required": "Écrivez le texte des lettres."},
    )

    def __init__(self, templates: tuple[LetterTemplate, ...], data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["template"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choisissez…"), *((x.code, f"{x.title} ({x.reference})") for x in templates)]
