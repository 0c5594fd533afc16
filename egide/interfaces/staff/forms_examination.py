"""The forms of the examination: a page, a document, documents to put in the inventory, a third person, fees.

Grounds are the kernel's list: the nine first to tick, the others in one more choice.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from egide.interfaces.staff.forms_measures import _day
from egide.interfaces.staff.forms_opening import _choice, _said, _text
from egide.kernel.redaction.grounds import KEYS, available
from egide.modules.access_requests.examination.models import LONGEST_WORDS, Decision, Position

Choices = Sequence[tuple[str, str]]


class GroundsForm(forms.Form):
    """The grounds that a decision cites."""

    grounds = forms.MultipleChoiceField(
        label="Motifs", widget=forms.CheckboxSelectMultiple, required=False, error_messages=_said("Motifs")
    )
    other = _choice(
        "Autre motif", required=False, help_text="Articles de la Loi sur l’accès; la plupart sont à valider."
    )

    def __init__(self, today: date, data: Any = None, initial: Any = None) -> None:
        chosen = [str(code) for code in (initial or {}).get("grounds", ())]
        known = [(ground.code, f"{ground.label} · {ground.words}") for ground in available(today)]
        first = {code for code, _ in known[:KEYS]}
        other = next((code for code in chosen if code not in first), "")
        super().__init__(data, initial={**(initial or {}), "grounds": chosen, "other": other})
        ticks, rest = self.fields["grounds"], self.fields["other"]
        assert isinstance(ticks, forms.MultipleChoiceField)
        assert isinstance(rest, forms.ChoiceField)
        ticks.choices = known[:KEYS]
        rest.choices = [("", "Aucun autre"), *known[KEYS:]]

    @property
    def cited(self) -> tuple[str, ...]:
        """Will return the codes chosen."""
        said = self.cleaned_data
        return (*said.get("grounds", ()), *filter(None, (said.get("other"),)))


class PageForm(GroundsForm):
    """What becomes of one page; the button pressed says which decision."""


class DocumentForm(GroundsForm):
    """What becomes of a document."""

    decision = _choice("Décision", Decision.choices, widget=forms.RadioSelect)
    reason = _text(
        "Précision",
        LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="L’organisme compétent, ou ce que la décision doit expliquer.",
    )
    field_order = ("decision", "grounds", "other", "reason")


class AddFoundForm(forms.Form):
    """Documents of the request to put in the inventory."""

    ranks = forms.MultipleChoiceField(
        label="Documents du dossier",
        widget=forms.CheckboxSelectMultiple,
        error_messages=_said("Documents du dossier", "Choisissez au moins un document."),
    )

    def __init__(self, documents: Choices, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["ranks"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(documents)


class ThirdForm(forms.Form):
    """A third person to tell."""

    name = _text("Nom du tiers", 200)
    address = _text(
        "Adresse postale",
        500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="L’avis part par la poste (art. 49).",
    )
    about = _text(
        "Documents qui le concernent",
        200,
        required=False,
        help_text="Numéros de l’inventaire, séparés par des virgules\u00a0: 1, 3. Vide\u00a0: tous.",
    )

    def clean_about(self) -> tuple[int, ...]:
        """Will read the ranks."""
        typed = [part.strip() for part in self.cleaned_data["about"].split(",") if part.strip()]
        if any(not part.isascii() or not part.isdecimal() or len(part) > 5 for part in typed):
            raise forms.ValidationError("Écrivez des numéros séparés par des virgules\u00a0: 1, 3.")
        return tuple(int(part) for part in typed)


class NoticeForm(forms.Form):
    """When the notice left, and when the third person was informed by it."""

    mailed_on = _day("Avis posté le")
    informed_on = _day("Tiers informé le", help_text="Le jour où l’avis lui est parvenu.")


class PositionForm(forms.Form):
    """What a third person answered."""

    position = _choice("Position du tiers", Position.choices, widget=forms.RadioSelect)
    on = _day(
        "Observations reçues le", required=False, help_text="Vide pour le silence, daté du dernier jour."
    )
    observations = _text(
        "Observations", LONGEST_WORDS, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class MailedForm(forms.Form):
    """When the decision was mailed to a third person."""

    on = _day("Décision mise à la poste le")


class ThirdDecisionForm(forms.Form):
    """What is decided, as the third person reads it."""

    words = _text(
        "Ce qui est décidé",
        LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ce qui est remis de ce qui concerne le tiers, et pourquoi. Ne nommez pas la personne qui demande.",
    )


class FeesForm(forms.Form):
    """What would be reproduced, and what mailing would cost."""

    copies = forms.IntegerField(
        label="Pages à reproduire",
        min_value=1,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=_said("Pages à reproduire")
        | {"min_value": "Écrivez au moins une page.", "max_value": "Ce nombre de pages est trop grand."},
    )
    mailing = _text(
        "Frais d’envoi, en dollars", 12, required=False, help_text="Vide\u00a0: aucun. Exemple\u00a0: 4,50."
    )

    def clean_mailing(self) -> Decimal:
        """Will read the amount."""
        typed = self.cleaned_data["mailing"].strip().replace(",", ".").removesuffix("$").strip()
        try:
            amount = Decimal(typed or "0")
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or not 0 <= amount < 100_000:
            raise forms.ValidationError("Écrivez un montant en dollars\u00a0: 4,50.")
        return amount.quantize(Decimal("0.01"))
