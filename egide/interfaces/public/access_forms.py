"""The one page where anybody asks for a document of the Office, for their own information, or to have it corrected.

A name and one way to answer are required by what follows: a decision in writing. Nobody says why they ask.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from egide.interfaces.public.fields import FilesField, LineField, PickField, TextField
from egide.interfaces.public.forms_base import REMOVED, UNREADABLE
from egide.interfaces.public.forms_contact import EMAIL, checked_phone
from egide.interfaces.public.sent_once import genuine
from egide.interfaces.public.tidying import tidy

ASKED = (
    ("documents", "Un ou plusieurs documents de l’Office"),
    ("personal", "Les renseignements que l’Office détient sur moi"),
    ("rectification", "La correction d’un renseignement sur moi"),
)
ASKED_HINTS = {
    "documents": "Rapport, directive, contrat, données\u00a0: tout document que l’Office détient.",
    "personal": "Nous vérifions votre identité avant de vous les remettre.",
    "rectification": "Un renseignement inexact, incomplet ou équivoque, ou recueilli sans droit.",
}
PROOF = (
    "Pour vos propres renseignements ou leur correction\u00a0: une copie de ce qui prouve votre identité. Masquez-y le "
    "numéro d’assurance sociale. Vous pouvez aussi nous la montrer plus tard."
)
ONE_WAY = "Inscrivez un courriel ou une adresse postale\u00a0: la décision vous est envoyée par écrit."


class AccessRequestForm(forms.Form):
    """A request for access, in the person’s own words."""

    asked = PickField(
        label="Que demandez-vous?",
        choices=ASKED,
        hints=ASKED_HINTS,
        required_text="Choisissez ce que vous demandez.",
    )
    text = TextField(
        label="Décrivez ce que vous cherchez",
        max_length=8000,
        help_text="Le sujet, la période, l’auteur\u00a0: assez précisément pour que nous le trouvions. "
        "Vous n’avez pas à dire pourquoi.",
        widget=forms.Textarea(attrs={"rows": 7}),
        required_text="Écrivez ce que vous cherchez, même en quelques lignes.",
    )
    name = LineField(
        label="Votre nom",
        max_length=200,
        help_text="Prénom et nom.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        required_text="Inscrivez votre nom\u00a0: la décision vous est adressée.",
    )
    email = LineField(
        label="Courriel",
        max_length=254,
        help_text="Le courriel ou l’adresse postale\u00a0: l’un des deux suffit.",
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
    )
    address = TextField(
        label="Adresse postale",
        max_length=1000,
        help_text="Telle qu’on l’écrit sur une enveloppe.",
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )
    phone = LineField(
        label="Téléphone",
        max_length=40,
        help_text="Pour préciser la demande avec vous.",
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    accommodation = TextField(
        label="Une adaptation dont vous avez besoin",
        max_length=600,
        help_text="Par exemple\u00a0: gros caractères, lecture à voix haute. La loi prévoit un accommodement.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    attachments = FilesField(label="Preuve d’identité ou autres fichiers", required=False, help_text=PROOF)

    form_key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, post: Mapping[str, str] | None = None, files: Any = None, *, form_key: str = ""
    ) -> None:
        tidied = {name: tidy(post.get(name, "")) for name in self.base_fields} if post is not None else {}
        data = {name: found.text for name, found in tidied.items()}
        super().__init__(data if post is not None else None, files)
        self.fields["form_key"].initial = form_key
        self.removed = frozenset(name for name, found in tidied.items() if found.removed)

    def clean_form_key(self) -> str:
        """Will ignore a key that we did not draw."""
        key: str = self.cleaned_data["form_key"]
        return key if genuine(key) else ""

    def clean_phone(self) -> str:
        """Will refuse what has not the digits of a telephone number."""
        return checked_phone(self.cleaned_data["phone"])

    def clean_email(self) -> str:
        """Will refuse an address that cannot be written to."""
        text: str = self.cleaned_data["email"]
        if text:
            try:
                validate_email(text)
            except ValidationError:
                raise ValidationError(EMAIL) from None
        return text

    def clean(self) -> dict[str, Any]:
        """Will ask for one way to answer, and tell what was invisible or unreadable."""
        given = self.cleaned_data
        if "email" in given and "address" in given and not given["email"] and not given["address"].strip():
            self.add_error("email", ONE_WAY)
        for name in self.fields:
            if name in self.removed:
                self.add_error(name, REMOVED)
            elif "\ufffd" in str(self.data.get(name, "")):
                self.add_error(name, UNREADABLE)
        return given
