"""The one page where somebody complains of the Office’s own services, or comments on them.

Only the words are required; without a name or a way to answer, nobody can be answered, and the page says so.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from egide.interfaces.public.fields import FilesField, LineField, PickField, TextField
from egide.interfaces.public.forms_base import REMOVED, UNREADABLE
from egide.interfaces.public.forms_contact import EMAIL, FILES_HELP, checked_phone
from egide.interfaces.public.sent_once import genuine
from egide.interfaces.public.tidying import tidy

NATURES = (("complaint", "Une plainte"), ("comment", "Un commentaire ou une suggestion"))
NATURE_HINTS = {
    "complaint": "Quelque chose s’est mal passé, ou n’a pas respecté nos engagements.",
    "comment": "Une idée, un mot de remerciement, une amélioration.",
}


# A box left empty is absent from what the browser sends.
TICKED = ("concerns_presidency", "concerns_commissioner", "concerns_admission_staff")
TWO_PLACES = (
    "Votre plainte ne va pas au même endroit selon qu’elle vise le Commissaire ou son personnel\u00a0: choisissez l’un "
    "des deux."
)


class ServiceComplaintForm(forms.Form):
    """A complaint or a comment, in the person’s own words."""

    nature = PickField(
        label="Que voulez-vous nous transmettre?",
        choices=NATURES,
        hints=NATURE_HINTS,
        required_text="Choisissez une plainte ou un commentaire.",
    )
    text = TextField(
        label="Dites-nous ce qui s’est passé",
        max_length=8000,
        help_text="Les faits, les dates, ce que vous souhaitez.",
        widget=forms.Textarea(attrs={"rows": 8}),
        required_text="Écrivez ce que vous voulez nous dire, même en quelques lignes.",
    )
    about = LineField(
        label="Le service ou le dossier concerné",
        max_length=300,
        help_text="Par exemple, un numéro de dossier ou la date d’un appel.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    concerns_presidency = forms.BooleanField(
        required=False,
        label="Ma plainte vise la présidence de l’Office",
        help_text="Vous pouvez alors vous adresser aussi, ou plutôt, au Protecteur du citoyen, qui est indépendant.",
    )
    concerns_commissioner = forms.BooleanField(
        required=False,
        label="Ma plainte vise le Commissaire à l’admission",
        help_text="Elle va à la présidence de l’Office et, en même temps, au Protecteur du citoyen. Le Commissaire et "
        "son équipe n’y ont pas accès.",
    )
    concerns_admission_staff = forms.BooleanField(
        required=False,
        label="Ma plainte vise le personnel du bureau du Commissaire",
        help_text="Elle va au Commissaire en personne. Son personnel et l’Office n’y ont pas accès.",
    )
    name = LineField(
        label="Votre nom", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = LineField(
        label="Courriel",
        max_length=254,
        help_text="Sans courriel ni adresse, nous ne pourrons pas vous répondre.",
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
    )
    phone = LineField(
        label="Téléphone",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    address = TextField(
        label="Adresse postale",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )
    attachments = FilesField(label="Fichiers à joindre", required=False, help_text=FILES_HELP)

    form_key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, post: Mapping[str, str] | None = None, files: Any = None, *, form_key: str = ""
    ) -> None:
        tidied = {name: tidy(post.get(name, "")) for name in self.base_fields} if post is not None else {}
        data = {name: found.text for name, found in tidied.items() if found.text or name not in TICKED}
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
        """Will tell what was invisible or unreadable."""
        for name in self.fields:
            if name in self.removed:
                self.add_error(name, REMOVED)
            elif "\ufffd" in str(self.data.get(name, "")):
                self.add_error(name, UNREADABLE)
        given = self.cleaned_data
        elsewhere = given.get("concerns_commissioner") or given.get("concerns_presidency")
        if given.get("concerns_admission_staff") and elsewhere:
            self.add_error("concerns_admission_staff", TWO_PLACES)
        return self.cleaned_data
