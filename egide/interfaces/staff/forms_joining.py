"""The forms that join, split, merge and move: what each asks before anything is done.

Which dossiers and pieces are offered is said by the pages; the actions check again.
"""

from collections.abc import Sequence
from typing import Any

from django import forms

from egide.kernel.joining.merging import Difference

CHOOSE = "Choisissez l’une des réponses."


class OtherDossierForm(forms.Form):
    """The number of another dossier."""

    number = forms.CharField(
        label="Numéro de l’autre dossier",
        max_length=40,
        error_messages={"required": "Écrivez le numéro de l’autre dossier."},
    )

    def clean_number(self) -> str:
        """Will write the number as the house does, when it is whole."""
        from egide.interfaces.staff.matching import exact_number

        typed = " ".join(self.cleaned_data["number"].split())
        return exact_number(typed) or typed.upper()


class ReferenceForm(forms.Form):
    """A number given elsewhere."""

    number = forms.CharField(
        label="Numéro",
        max_length=60,
        help_text="Comme il est écrit sur la lettre reçue.",
        error_messages={"required": "Écrivez le numéro."},
    )
    label = forms.CharField(
        label="Donné par",
        max_length=120,
        required=False,
        help_text="L’ordre, le Protecteur du citoyen, un tribunal…",
    )


class MergeForm(forms.Form):
    """Which value stays, for each field on which two parties differ."""

    def __init__(self, differences: Sequence[Difference], data: Any = None) -> None:
        super().__init__(data)
        for each in differences:
            choices = [("kept", each.kept or "(vide)"), ("absorbed", each.absorbed or "(vide)")]
            self.fields[each.name] = forms.ChoiceField(
                label=each.label,
                choices=choices,
                widget=forms.RadioSelect,
                initial="kept" if each.kept else "absorbed",
                error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
            )


class SamePersonForm(forms.Form):
    """For each field on which two dossiers differ: each its own, or one value for both."""

    def __init__(
        self, differences: Sequence[Difference], *, both: bool, here: str, there: str, data: Any = None
    ) -> None:
        super().__init__(data)
        for each in differences if both else ():
            choices = [
                ("apart", "Laisser à chaque dossier le sien"),
                ("kept", f"{each.kept or '(vide)'} ({here})"),
                ("absorbed", f"{each.absorbed or '(vide)'} ({there})"),
            ]
            self.fields[each.name] = forms.ChoiceField(
                label=each.label,
                choices=choices,
                widget=forms.RadioSelect,
                initial="apart",
                error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
            )


class TwoPartiesForm(forms.Form):
    """The two rows that are one person."""

    kept = forms.ChoiceField(
        label="Partie à garder", widget=forms.RadioSelect, error_messages={"required": CHOOSE}
    )
    absorbed = forms.ChoiceField(
        label="Partie à fondre dans l’autre", widget=forms.RadioSelect, error_messages={"required": CHOOSE}
    )

    def __init__(self, parties: Sequence[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        for name in ("kept", "absorbed"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(parties)

    def clean(self) -> dict[str, Any]:
        """Will refuse one party twice."""
        cleaned = super().clean() or {}
        if cleaned.get("kept") and cleaned.get("kept") == cleaned.get("absorbed"):
            raise forms.ValidationError("Choisissez deux parties différentes.")
        return cleaned


class SplitForm(forms.Form):
    """The title of the second dossier and the pieces that it receives."""

    title = forms.CharField(
        label="Objet du second dossier",
        max_length=200,
        error_messages={"required": "Dites en quelques mots l’objet du second dossier."},
    )
    summary = forms.CharField(
        label="Ce qui est demandé",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Résumez ce que la personne demande dans cette partie."},
    )
    pieces = forms.MultipleChoiceField(
        label="Pièces à y copier",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Elles restent aussi dans ce dossier.",
    )

    def __init__(self, pieces: Sequence[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["pieces"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(pieces)
        if not pieces:
            del self.fields["pieces"]


class BinderForm(forms.Form):
    """The pieces to bind."""

    pieces = forms.MultipleChoiceField(
        label="Pièces",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins une pièce."},
    )

    def __init__(self, pieces: Sequence[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data, initial={"pieces": [code for code, _ in pieces]})
        field = self.fields["pieces"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(pieces)
