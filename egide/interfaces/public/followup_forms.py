"""The forms of the follow-up: number and code, lost link, a message with files, withdrawal, contact details.

What is typed is tidied as in the request's form; a refusal keeps it.
"""

import re
import secrets
import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from egide.interfaces.public.fields import MOST_FILES, FilesField, LineField, TextField
from egide.interfaces.public.tidying import UNREADABLE, tidy
from egide.kernel.messages.actions import LONGEST
from egide.kernel.passes.secrets import read
from egide.platform.mail.composing import address as read_address
from egide.platform.mail.errors import MailProblem

LONGEST_NUMBER = 40
# Letters, year, rank, with whatever separates them on the page that the person reads.
NUMBER_PARTS = re.compile(r"([A-Z]{3})[\s-]*(\d{4})[\s-]+(\d{1,7})")
NUMBER_HELP = "Trois lettres, l’année, un rang. Exemple\u00a0: INT\u20112026\u201100142"
CODE_HELP = "Les sept groupes de quatre caractères, avec ou sans tirets."
BAD_CODE = "Ce code contient une faute de frappe\u00a0: vérifiez chaque groupe de quatre caractères."
UNREADABLE_TEXT = (
    "Certains caractères n’ont pas pu être lus. Ils sont remplacés par «\u00a0\ufffd\u00a0»\u00a0: "
    "corrigez-les."
)


class TidyForm(forms.Form):
    """A form over tidied answers."""

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(None if data is None else _tidied(data), *args, **kwargs)


class NumberForm(TidyForm):
    """The number of a dossier or of a request."""

    number = LineField(
        label="Numéro du dossier ou de la demande",
        help_text=NUMBER_HELP,
        max_length=LONGEST_NUMBER,
        required_text="Écrivez le numéro qui figure sur notre lettre ou sur votre confirmation.",
    )

    def clean_number(self) -> str:
        """Will return the number as the Office writes it: « int 2026 142 » is INT-2026-00142."""
        typed = str(self.cleaned_data["number"]).upper()
        plain = "".join("-" if unicodedata.category(c) == "Pd" else c for c in typed)
        if parts := NUMBER_PARTS.fullmatch(plain.strip()):
            return f"{parts[1]}-{parts[2]}-{parts[3]:0>5}"
        return "".join(plain.split())


class CodeForm(NumberForm):
    """Number and code, from a letter."""

    code = LineField(
        label="Code de suivi",
        help_text=CODE_HELP,
        max_length=80,
        required_text="Écrivez le code de suivi.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """Will refuse what cannot be a code, before anything is looked up."""
        if read(self.cleaned_data["code"]) is None:
            raise ValidationError(BAD_CODE)
        return str(self.cleaned_data["code"])


class AnswerCodeForm(CodeForm):
    """Number and code, from a letter to an order."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        code = self.fields["code"]
        code.label, code.error_messages["required"] = "Code de réponse", "Écrivez le code de réponse."
        code.help_text = "À la fin de la lettre de l’Office. Il sert à une seule réponse."


class LostForm(NumberForm):
    """Number and e-mail address, when the link is lost."""

    email = LineField(
        label="Votre adresse de courriel",
        help_text="Celle que vous nous avez donnée.",
        max_length=254,
        required_text="Écrivez l’adresse de courriel que vous nous avez donnée.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class MessageForm(TidyForm):
    """A message and its files; `form_key` makes two sendings of one page a single message."""

    text = TextField(
        label="Votre message",
        max_length=LONGEST,
        required_text="Écrivez votre message.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    files = FilesField(  # type: ignore[assignment]
        label="Fichiers à joindre",
        required=False,
        help_text=f"Documents, photos ou courriels\u00a0: {MOST_FILES} au plus à la fois.",
    )
    form_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def clean_text(self) -> str:
        """Will say when some characters could not be read."""
        text = str(self.cleaned_data["text"])
        if text and all(c.isspace() or unicodedata.category(c) == "Cf" for c in text):
            if self.fields["text"].required:
                raise ValidationError(self.fields["text"].error_messages["required"])
            return ""
        if UNREADABLE in text:
            raise ValidationError(UNREADABLE_TEXT)
        return text


class AnswerForm(MessageForm):
    """An order's answer and its files."""

    text = TextField(
        label="Votre réponse",
        max_length=LONGEST,
        required_text="Écrivez votre réponse.",
        widget=forms.Textarea(attrs={"rows": 10}),
    )


class WithdrawForm(MessageForm):
    """Asking to withdraw, with a word if one likes."""

    files = None  # type: ignore[assignment]
    text = TextField(
        label="Voulez-vous nous dire pourquoi?",
        help_text="Ce n’est pas nécessaire.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ContactForm(TidyForm):
    """Where the person is written to."""

    email = LineField(
        label="Courriel", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    address = TextField(
        label="Adresse postale",
        max_length=1000,
        help_text="Numéro et rue, ville, province et code postal, une ligne chacun.",
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
    )

    def clean_email(self) -> str:
        """Will refuse an address that no server would take."""
        typed = str(self.cleaned_data["email"])
        if typed:
            try:
                read_address(typed)
            except MailProblem as problem:
                raise ValidationError(
                    "Cette adresse n’est pas complète. Exemple\u00a0: nom@exemple.ca"
                ) from problem
        return typed

    def clean(self) -> dict[str, Any]:
        """Will ask for one address at least."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("email") and not cleaned.get("address"):
            raise ValidationError(
                "Gardez au moins une adresse, de courriel ou postale\u00a0: nous devons pouvoir vous écrire."
            )
        return cleaned


def new_key() -> str:
    """Will draw the key of a form."""
    return secrets.token_urlsafe(24)


def _tidied(data: Mapping[str, Any]) -> dict[str, str]:
    return {name: tidy(str(data.get(name, ""))).text for name in data}
