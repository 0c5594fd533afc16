"""The forms of digitisation lots: planning, adding a part, attaching its picture, capture, check, quarantine, end.

They validate what is typed; the actions check everything again.
"""

from typing import Any

from django import forms

from egide.interfaces.staff.forms_notes import DayField
from egide.interfaces.staff.forms_opening import _choice, _text
from egide.interfaces.staff.forms_paper import Choices, _Choosing
from egide.kernel.digitisation.actions import LOWEST_RESOLUTION, USUAL_QUARANTINE
from egide.kernel.digitisation.models import LONGEST, Colour, Risk

FORMATS = (("PDF/A-2b", "PDF/A-2b"), ("TIFF", "TIFF sans perte"), ("PDF", "PDF avec texte reconnu"))
VERDICTS = (("accepted", "Conforme à la source"), ("rejected", "À reprendre"))


def whole(label: str, *, least: int, most: int, **more: Any) -> forms.IntegerField:
    """Will make a field for a whole number, with French refusals."""
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        error_messages={
            "required": f"«\u00a0{label}\u00a0» doit être rempli.",
            "invalid": "Un nombre entier.",
            "min_value": "Au moins %(limit_value)s.",
            "max_value": "Au plus %(limit_value)s.",
        },
        **more,
    )


class PlanForm(_Choosing):
    """A new lot."""

    unit = _choice("Unité")
    label = _text(
        "Ce que le lot contient",
        160,
        help_text="Sans nom de personne\u00a0: «\u00a0Demandes 2015, lot 3\u00a0».",
    )
    risk = _choice(
        "Risque",
        Risk.choices,
        help_text="Élevé\u00a0: original unique, valeur probante, document fragile. Tout est alors contrôlé.",
    )

    def __init__(self, units: Choices, data: Any = None) -> None:
        super().__init__(data)
        self.choose("unit", units if len(units) == 1 else (("", "Choisir une unité"), *units))


class AddForm(forms.Form):
    """A part to add to a lot."""

    label = _text(
        "Étiquette de la partie",
        60,
        help_text="Lue ou tapée\u00a0: EG/P/INT-2026-00004/1.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    pages = whole("Faces écrites", least=1, most=20_000, help_text="Comptées sur le papier.")


class AttachForm(_Choosing):
    """The document that stands in for a part."""

    document = _choice("Document du dossier")
    pages = whole(
        "Pages du résultat",
        least=1,
        most=20_000,
        required=False,
        help_text="À remplir seulement si la lecture du document ne les a pas comptées.",
    )

    def __init__(self, documents: Choices, data: Any = None) -> None:
        super().__init__(data)
        self.choose("document", (("", "Choisir un document"), *documents))


class CaptureForm(forms.Form):
    """How the lot was captured."""

    device = _text("Appareil", 120)
    software = _text("Logiciel et version", 120)
    resolution = whole("Points par pouce", least=LOWEST_RESOLUTION, most=2_400, initial=LOWEST_RESOLUTION)
    colour = _choice("Couleur", Colour.choices, initial=Colour.COLOUR)
    file_format = _choice("Format du résultat", FORMATS)


class JudgeForm(forms.Form):
    """What the check of a picture found."""

    verdict = _choice("Cette image est", VERDICTS, widget=forms.RadioSelect)
    defect = _text("Ce qui ne va pas", 300, required=False, help_text="Flou, page coupée, face oubliée…")


class QuarantineForm(forms.Form):
    """How long the paper is kept aside."""

    days = whole("Jours de quarantaine", least=1, most=730, initial=USUAL_QUARANTINE)


class DestroyForm(forms.Form):
    """How the paper was destroyed."""

    on = DayField(
        label="Jour de la destruction", max_length=10, error_messages={"required": "Choisissez un jour."}
    )
    method = _text(
        "Manière",
        160,
        help_text="Par exemple «\u00a0Déchiquetage P-4 par un fournisseur, bordereau 123\u00a0».",
    )
    witness = _text("Témoin", 160)


class StepWordsForm(forms.Form):
    """Words that go with a step, if any."""

    words = _text("Remarque", LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 4}))
