"""The forms about one dossier's record: opening a dossier documentaire, its class, an event, a second filing.

They validate what is typed; the scheme and the policies say what may be done.
"""

from typing import Any

from django import forms

from egide.interfaces.staff.forms_records import DayField, text
from egide.law.retention_events import RECORDED
from egide.modules.records_office.starters import STARTERS

CHOOSE = ("", "Choisissez…")
Choices = list[tuple[str, str]]


def _choice(label: str, choices: Any = (), help: str = "") -> forms.ChoiceField:
    said = f"«\u00a0{label}\u00a0»\u00a0: choisissez une des réponses proposées."
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=help,
        error_messages={"required": said, "invalid_choice": said},
    )


class NewFileForm(forms.Form):
    """A dossier documentaire: from which template, in which class, in which unit, under what title."""

    starter = _choice("Modèle", [(one.code, one.label) for one in STARTERS])
    class_code = _choice("Classe", help="Celles où votre unité peut ouvrir un dossier.")
    unit = _choice("Unité")
    title = text("Titre du dossier")
    description = text("Ce que contient le dossier", 4000, required=False, rows=3)

    def __init__(self, data: Any, *, classes: Choices, units: Choices, known: dict[str, str]) -> None:
        super().__init__(data, initial=known)
        self.fields["class_code"].choices = [CHOOSE, *classes]  # type: ignore[attr-defined]
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


class ClassifyForm(forms.Form):
    """Where the dossier goes."""

    class_code = _choice("Nouvelle classe")

    def __init__(self, data: Any = None, *, classes: Choices) -> None:
        super().__init__(data)
        self.fields["class_code"].choices = [CHOOSE, *classes]  # type: ignore[attr-defined]


class EventForm(forms.Form):
    """What happened, and on which day."""

    event = _choice("Événement", [CHOOSE, *((one.code, one.label.capitalize()) for one in RECORDED)])
    occurred_on = DayField("Date de l’événement")


class FilingForm(forms.Form):
    """The number of the other dossier."""

    number = text("Numéro de l’autre dossier", 40, help="Exemple\u00a0: DOC-2026-00012")
