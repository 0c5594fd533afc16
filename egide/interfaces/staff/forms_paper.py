"""The forms of what exists on paper: a box, a shelf, a part, where it goes, a loan, a label typed by hand.

What may be chosen is read by the pages; the actions check everything again.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from egide.interfaces.staff.forms_notes import DayField
from egide.interfaces.staff.forms_opening import _choice, _text
from egide.kernel.paper.lending import USUAL
from egide.kernel.paper.models import LONGEST_LABEL, STANDARD_BOX, Medium

Choices = Sequence[tuple[str, str]]
_CODE = RegexValidator(
    r"\A[A-Z0-9]([A-Z0-9-]{0,28}[A-Z0-9])?\Z",
    "Lettres majuscules, chiffres et traits d’union\u00a0: QC-ARCH-03.",
    code="shape",
)
COPIES = (("main", "Exemplaire principal"), ("secondary", "Exemplaire secondaire"))


def _millimetres(
    label: str, *, most: int, initial: int | None = None, help_text: str = ""
) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        initial=initial,
        help_text=help_text,
        error_messages={
            "required": "Dites-le en millimètres, en nombre entier.",
            "invalid": "Un nombre entier de millimètres.",
            "min_value": "Au moins 1\u00a0mm.",
            "max_value": f"Au plus {most}\u00a0mm.",
        },
    )


class _Choosing(forms.Form):
    """A form whose choices are read by its page."""

    def choose(self, name: str, choices: Choices) -> None:
        """Will give a field its choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)
        if len(choices) == 1:
            field.initial = choices[0][0]


class BoxForm(_Choosing):
    """A new box: whose it is, what it holds, its room."""

    unit = _choice("Unité")
    label = _text(
        "Contenu annoncé",
        LONGEST_LABEL,
        help_text="Quelques mots pour s’y retrouver, sans nom de personne\u00a0: "
        "«\u00a0Demandes d’intervention 2019, A à F\u00a0».",
    )
    capacity = _millimetres(
        "Capacité (mm)",
        most=2_000,
        initial=STANDARD_BOX,
        help_text="Une boîte d’archives ordinaire prend 380\u00a0mm de dossiers.",
    )

    def __init__(self, units: Choices, data: Any = None) -> None:
        super().__init__(data)
        self.choose("unit", units if len(units) == 1 else (("", "Choisir une unité"), *units))


class ShelfForm(_Choosing):
    """A new shelf: where it is, how many boxes it takes."""

    site = _choice("Site")
    room = _text("Local", 60)
    shelf = _text("Rayonnage et tablette", 60, help_text="Par exemple «\u00a0Rayonnage 2, tablette 4\u00a0».")
    code = _text(
        "Code de l’étiquette", 30, help_text="Court et unique\u00a0: QC-ARCH-03.", validators=[_CODE]
    )
    capacity = forms.IntegerField(
        label="Boîtes qu’elle prend",
        min_value=1,
        max_value=500,
        initial=6,
        error_messages={
            "required": "Dites combien de boîtes elle prend.",
            "invalid": "Un nombre entier de boîtes.",
            "min_value": "Au moins une boîte.",
            "max_value": "Au plus 500 boîtes.",
        },
    )

    def __init__(self, sites: Choices, data: Any = None) -> None:
        super().__init__(data)
        self.choose("site", sites)


class ShelvingForm(_Choosing):
    """Where a box goes."""

    place = _choice("Tablette", help_text="Entre parenthèses, les places libres.")

    def __init__(self, places: Choices, data: Any = None) -> None:
        super().__init__(data)
        self.choose("place", places)


class LabelForm(forms.Form):
    """A label: scanned into the field by a hand scanner, or typed."""

    label = _text(
        "Étiquette de la partie",
        60,
        help_text="Lue par un lecteur de codes, ou tapée\u00a0: EG/P/INT-2026-00004/1.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class PartForm(_Choosing):
    """A part of a dossier that exists on paper."""

    label = _text(
        "Désignation", LONGEST_LABEL, help_text="Par exemple «\u00a0Volume 1, pièces originales\u00a0»."
    )
    medium = _choice("Support", Medium.choices)
    copy = _choice("Exemplaire", COPIES)
    thickness = _millimetres(
        "Épaisseur (mm)", most=2_000, help_text="Pour savoir quelle place elle prend en boîte."
    )


class LendForm(_Choosing):
    """Who borrows a part, until when."""

    label = _text("Étiquette de la partie", 60, help_text="Lue ou tapée\u00a0: EG/P/INT-2026-00004/1.")
    borrower = _choice("Prêtée à")
    due_on = DayField(
        label="À rapporter le", max_length=10, error_messages={"required": "Choisissez un jour."}
    )

    def __init__(self, people: Choices, *, today: date, data: Any = None, label: str = "") -> None:
        super().__init__(data, initial={"due_on": (today + USUAL).isoformat(), "label": label})
        self.choose("borrower", (("", "Choisir une personne"), *people))


class DueForm(forms.Form):
    """Until when a loan is prolonged."""

    due_on = DayField(
        label="À rapporter le", max_length=10, error_messages={"required": "Choisissez un jour."}
    )


class ScanForm(forms.Form):
    """One label of a shelf check."""

    code = _text(
        "Étiquette",
        60,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )
