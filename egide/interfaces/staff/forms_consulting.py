"""The forms of consultations: asking units, answering with a signed declaration, picking documents, saying why.

What may be chosen is read by the pages; the actions check everything again.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from egide.interfaces.staff.forms_measures import _day
from egide.interfaces.staff.forms_moves import FilesField
from egide.interfaces.staff.forms_notes import to_come
from egide.interfaces.staff.forms_opening import _choice, _said, _text
from egide.kernel.consulting.models import LONGEST_WORDS

Choices = Sequence[tuple[str, str]]
YES, NO = "oui", "non"
FOUND = ((YES, "Des documents ont été trouvés"), (NO, "Rien n’a été trouvé"))
NOBODY = ("", "Personne en particulier")


class HoursField(forms.CharField):
    """Decimal hours, typed with a comma or a point: 1,5."""

    def clean(self, value: Any) -> Any:
        """Will read the hours."""
        typed = super().clean(value).strip().replace(",", ".").removesuffix("h").strip()
        if not typed:
            return None
        try:
            hours = Decimal(typed)
        except InvalidOperation:
            hours = Decimal("NaN")
        if not hours.is_finite() or not 0 <= hours < 10_000:
            raise forms.ValidationError(
                "Écrivez les heures en nombre décimal\u00a0: 1,5 pour une heure et demie."
            )
        return hours.quantize(Decimal("0.01"))


class AskForm(forms.Form):
    """Several units asked at once, in the same words."""

    units = forms.MultipleChoiceField(
        label="Unités à consulter",
        widget=forms.CheckboxSelectMultiple,
        error_messages=_said("Unités à consulter", "Choisissez au moins une unité."),
    )
    words = _text(
        "Ce qui est cherché",
        LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Les mots mêmes de la demande, sans le nom de la personne ni le numéro du dossier\u00a0: "
        "l’unité lit exactement ce texte.",
    )
    due_on = _day("Réponse attendue le", help_text="Gardez du temps pour l’examen.")
    names_person = forms.BooleanField(
        label="La recherche porte sur les renseignements de cette personne\u00a0: son nom est nécessaire",
        required=False,
        help_text="Pour une personne qui demande ses propres renseignements seulement.",
    )

    def __init__(
        self, units: Choices, today: date, data: Any = None, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.today = today
        field = self.fields["units"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(units)

    def clean_due_on(self) -> date:
        """Will refuse a day that is past."""
        return to_come(self.cleaned_data["due_on"], self.today)


class AnswerForm(forms.Form):
    """The answer: what it signs must be said; a draft may leave anything empty."""

    found = _choice("Résultat de la recherche", FOUND, widget=forms.RadioSelect)
    hours = HoursField(
        label="Heures de recherche",
        max_length=10,
        help_text="En heures, nombre décimal\u00a0: 1,5 pour une heure et demie.",
        error_messages={"required": "Écrivez les heures de recherche; 0 si elle n’a pris aucun temps."},
    )
    comments = _text(
        "Commentaires",
        LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Où vous avez cherché, ce qui manque, ce que la personne responsable de l’accès doit savoir.",
    )
    files = FilesField(  # type: ignore[assignment]
        label="Joindre des fichiers", required=False, help_text="Vous pouvez en choisir plusieurs."
    )
    signed = forms.BooleanField(
        label="Je signe cette déclaration",
        error_messages={"required": "Cochez la déclaration\u00a0: sans signature, rien n’est remis."},
    )

    def __init__(self, data: Any = None, files: Any = None, *, drafting: bool = False, **more: Any) -> None:
        super().__init__(data, files, **more)
        found = self.fields["found"]
        found.error_messages["required"] = (
            "Dites si des documents ont été trouvés\u00a0: rien est une réponse."
        )
        for name in ("found", "hours", "signed"):
            self.fields[name].required = not drafting

    @property
    def found_answer(self) -> bool | None:
        """Will return what was chosen, if anything."""
        return {YES: True, NO: False}.get(self.cleaned_data.get("found", ""))


class WhyForm(forms.Form):
    """Why a question is taken back."""

    reason = _text("Raison", LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 4}))


class ReturnForm(forms.Form):
    """What is missing in an answer, and for when."""

    reason = _text(
        "Ce qui manque",
        LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="L’unité lira ces mots. Une réponse ne se retourne qu’une fois.",
    )
    due_on = _day("Réponse attendue le")


class EntrustForm(forms.Form):
    """Who prepares and signs the answer."""

    person = _choice("Confier à", required=False)

    def __init__(self, people: Choices, data: Any = None, chosen: str = "") -> None:
        super().__init__(data, initial={"person": chosen})
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [NOBODY, *people]


class PickForm(forms.Form):
    """Documents of one dossier that go with the answer."""

    ranks = forms.MultipleChoiceField(
        label="Documents à remettre",
        widget=forms.CheckboxSelectMultiple,
        error_messages=_said("Documents à remettre", "Choisissez au moins un document."),
    )

    def __init__(self, documents: Choices, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["ranks"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(documents)
