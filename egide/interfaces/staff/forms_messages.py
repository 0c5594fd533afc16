"""The forms of the section « Échanges »: a message to the person, a release with its files, taking charge.

They validate; what may be done and when is the messages' own rule.
"""

from collections.abc import Sequence
from typing import Any

from django import forms

from egide.interfaces.public.fields import FilesField
from egide.kernel.messages.actions import LONGEST, LONGEST_NOTE


class WriteForm(forms.Form):
    """A message to someone outside, with new files and documents already in the dossier."""

    to = forms.ChoiceField(
        label="À qui",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez à qui écrire.",
            "invalid_choice": "Choisissez une des personnes.",
        },
    )
    text = forms.CharField(
        label="Message",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "true"}),
        help_text="La personne le lira sur la page de suivi. Le courriel qui l’avertit ne dit rien du contenu.",
        error_messages={"required": "Écrivez le message."},
    )
    files = FilesField(  # type: ignore[assignment]
        label="Fichiers à joindre", required=False, help_text="Ils sont versés au dossier."
    )
    shared = forms.MultipleChoiceField(
        label="Documents du dossier à lui donner à lire",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choisissez parmi les documents du dossier."},
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[str, str]],
        documents: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = list(people)  # type: ignore[attr-defined]
        if documents:
            self.fields["shared"].choices = list(documents)  # type: ignore[attr-defined]
        else:
            del self.fields["shared"]


class ReleaseForm(forms.Form):
    """What of an order's answer the person will read."""

    files = forms.MultipleChoiceField(  # type: ignore[assignment]
        label="Fichiers à transmettre avec le texte",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choisissez parmi les fichiers de cette réponse."},
    )

    def __init__(self, *args: Any, files: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if files:
            self.fields["files"].choices = list(files)  # type: ignore[attr-defined]
        else:
            del self.fields["files"]


class HandleForm(forms.Form):
    """What was done about an alert."""

    note = forms.CharField(
        label="Ce qui a été fait",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Qui a été appelé, quand, et ce qui a été convenu.",
        error_messages={"required": "Dites ce qui a été fait."},
    )


class SureForm(forms.Form):
    """A confirmation without a question."""
