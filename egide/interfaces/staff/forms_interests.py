"""Forms of conflicts of interest: what one tells of oneself, and what is decided of a flag.

They validate what is typed; who may decide is the gate's.
"""

from collections.abc import Sequence
from typing import Any

from django import forms

from egide.interfaces.staff.forms_mailroom import EMAIL_SAID
from egide.interfaces.staff.forms_opening import _text
from egide.kernel.parties.models import FlagDecision


class InterestsForm(forms.Form):
    """The private identity of a member of the staff, and the orders of which she is a member."""

    name = _text("Nom", 200, help_text="Celui que vous utilisez dans votre vie privée.")
    email = forms.EmailField(
        label="Courriel personnel", required=False, max_length=254, error_messages=EMAIL_SAID
    )
    phone = _text("Téléphone personnel", 40, required=False)
    address = _text("Adresse personnelle", 1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    orders = forms.MultipleChoiceField(
        label="Ordres dont vous êtes membre",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choisissez des ordres de la liste."},
    )

    def __init__(self, orders: Sequence[tuple[str, str]], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["orders"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(orders)


class FlagForm(forms.Form):
    """What was decided of a flag, and why."""

    decision = forms.ChoiceField(
        label="Décision",
        choices=FlagDecision.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez une décision.",
            "invalid_choice": "Choisissez une des réponses proposées.",
        },
    )
    reason = _text("Raison", 500, widget=forms.Textarea(attrs={"rows": 2}))
