"""The forms about delegates: who she is, which exchange her account opens, a plain confirmation.

The acts check everything again (modules/ombudsman/delegates.py).
"""

from collections.abc import Sequence
from typing import Any

from django import forms

from egide.interfaces.staff.forms_opening import _choice, _text

Choices = Sequence[tuple[str, str]]


class DelegateForm(forms.Form):
    """A delegate of the Protecteur du citoyen."""

    name = _text("Nom", 160)
    email = forms.EmailField(
        label="Courriel",
        max_length=254,
        help_text="Son adresse chez le Protecteur du citoyen. Elle servira à se connecter.",
        error_messages={
            "required": "Écrivez son courriel.",
            "invalid": "Ce courriel n’est pas complet.",
        },
    )


class StepForm(forms.Form):
    """A confirmation; steps that choose an exchange add their field."""

    def __init__(self, data: Any = None, *, offered: Choices = ()) -> None:
        super().__init__(data)
        self.offer(offered)

    def offer(self, offered: Choices) -> None:
        """Will fill the choices; a confirmation has none."""


class GiveForm(StepForm):
    """The exchange that the account may open from now on."""

    number = _text("Numéro de l’échange", 40, help_text="Exemple\u00a0: PCT-2026-00004")


class TakeForm(StepForm):
    """The exchange that the account no longer opens."""

    number = _choice("Échange")

    def offer(self, offered: Choices) -> None:
        """Will propose those that it opens."""
        field = self.fields["number"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(offered)
