"""Forms drawn from declarations: a transition's fields, a person to assign, a reason.

A form validates; the lifecycle checks the same fields again, with the guards.
"""

from datetime import date
from typing import Any

from django import forms

from egide.kernel.lifecycle.answers import LONGEST, Period, day_of, left_empty, problem
from egide.kernel.lifecycle.undoing import LONGEST_REASON
from egide.kernel.mandates.actions import LONGEST_INSTRUCTION
from egide.law.lifecycles import Field, Transition

SUGGESTED = "destination"  # the other bodies are proposed as it is typed
OTHER = {"invalid_choice": "Choisissez une des réponses proposées."}
FEW = 6  # choices that stand one under another; more of an optional answer fold into a list


def field_of(declared: Field) -> forms.Field:
    """Will return the form field that asks what a transition declares."""
    common: dict[str, Any] = {
        "label": declared.label,
        "required": declared.required,
        "help_text": declared.help,
        "error_messages": {"required": left_empty(declared)},
    }
    longest = LONGEST[declared.kind]
    if declared.kind == "choice" and not declared.required and len(declared.choices) > FEW:
        common["error_messages"] |= OTHER
        return forms.ChoiceField(choices=[("", "Non précisé"), *declared.choices], **common)
    if declared.kind == "choice":
        common["error_messages"] |= OTHER
        return forms.ChoiceField(choices=declared.choices, widget=forms.RadioSelect, **common)
    if declared.kind == "long_text":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), max_length=longest, **common)
    if declared.kind == "boolean":
        return forms.BooleanField(**common | {"required": False})
    if declared.kind == "date":
        return forms.CharField(widget=forms.DateInput, max_length=longest, **common)
    if declared.name == SUGGESTED:
        return forms.CharField(
            widget=forms.TextInput(attrs={"list": "organismes"}), max_length=longest, **common
        )
    return forms.CharField(max_length=longest, **common)


class MoveForm(forms.Form):
    """What one transition asks."""

    def __init__(
        self, transition: Transition, data: Any = None, initial: Any = None, *, period: Period
    ) -> None:
        super().__init__(data, initial=initial)
        self.transition, self.period = transition, period
        for declared in transition.fields:
            self.fields[declared.name] = field_of(declared)

    def clean(self) -> dict[str, Any]:
        """Will say of each field what the lifecycle would refuse."""
        cleaned = super().clean() or {}
        for declared in self.transition.fields:
            sentence = problem(declared, str(cleaned.get(declared.name) or ""), period=self.period)
            if sentence and declared.name not in self.errors:
                self.add_error(declared.name, sentence)
        return cleaned

    @property
    def answers(self) -> dict[str, str]:
        """The answers as text, as the lifecycle takes them."""
        return {name: str(value) for name, value in self.cleaned_data.items()}


class AssignForm(forms.Form):
    """To whom a dossier is given."""

    person = forms.ChoiceField(
        label="Personne responsable",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez une personne.",
            "invalid_choice": "Choisissez une des personnes proposées.",
        },
    )

    instruction = forms.CharField(
        label="Ce qui est attendu",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_INSTRUCTION,
        help_text="La personne le lit au dossier et dans « Mon travail ».",
    )
    due_on = forms.CharField(
        label="Pour quand",
        required=False,
        widget=forms.DateInput,
        max_length=LONGEST["date"],
    )

    def clean_due_on(self) -> date | None:
        """Will read the day, or say how to write it."""
        typed = str(self.cleaned_data.get("due_on") or "").strip()
        day = day_of(typed)
        if typed and day is None:
            raise forms.ValidationError(
                "«\u00a0Pour quand\u00a0»\u00a0: écrivez la date sous la forme AAAA-MM-JJ."
            )
        return day

    def __init__(self, people: list[tuple[str, str]], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = people


class ReasonForm(forms.Form):
    """A reason, kept by the journal."""

    reason = forms.CharField(
        label="Raison",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_REASON,
        help_text="En une ou deux phrases.",
        error_messages={"required": "Dites pourquoi : le journal garde la raison."},
    )


class SeveralFiles(forms.ClearableFileInput):
    """The browser's own control for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; its value is a list. An empty one is refused with its name, beside the others."""

    widget = SeveralFiles

    def __init__(self, **more: Any) -> None:
        super().__init__(allow_empty_file=True, **more)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Will judge each file as if it were alone."""
        given = data if isinstance(data, list | tuple) else [data]
        return (
            [super(FilesField, self).clean(one, initial) for one in given] if given else [super().clean(None)]
        )


class UploadForm(forms.Form):
    """Files, and the title of the only one."""

    title = forms.CharField(
        label="Titre",
        max_length=200,
        required=False,
        help_text="Laissez vide pour garder le nom du fichier; ne sert que pour un seul fichier.",
    )
    file = FilesField(
        label="Fichiers",
        help_text="Vous pouvez en choisir plusieurs.",
        error_messages={
            "required": "Choisissez un fichier.",
            "empty": "Ce fichier est vide.",
            "missing": "Choisissez un fichier.",
            "invalid": "Le fichier n’a pas été reçu au complet. Choisissez-le de nouveau.",
        },
    )
