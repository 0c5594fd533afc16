"""The last steps of the request: who asks, for whom and with whom, how to answer, then files and consent.

Nothing more than a name and one way to answer is required; an anonymous person gives neither.
"""

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from egide.interfaces.public.fields import MOST_FILES, FilesField, LineField, PickField, TextField
from egide.interfaces.public.forms_base import Extra, StepForm
from egide.interfaces.public.signatories import Signatory, read_signatories

WHO = (
    ("self", "Pour moi-même"),
    ("representative", "Pour une autre personne, que je représente"),
    ("parent", "Pour mon enfant mineur"),
    ("several", "Avec d’autres personnes, qui signent aussi"),
    ("anonymous", "Sans donner mon nom"),
)
WHO_HINTS = {
    "representative": "Procuration, mandat, tutelle\u00a0: vous pourrez joindre votre preuve à la fin.",
    "anonymous": "Nous ne pourrons pas vous écrire\u00a0: vous lirez notre réponse avec votre lien de suivi, "
    "et l’ordre ne pourra pas toujours agir sans savoir de qui il s’agit.",
}
CHANNELS = (("email", "Par courriel"), ("phone", "Par téléphone"), ("mail", "Par la poste"))
EMAIL = "Vérifiez le courriel\u00a0: il s’écrit comme nom@domaine.ca."
PHONE = "Vérifiez le numéro\u00a0: il s’écrit comme 418\u00a0643-6912, poste 123 au besoin."
FILES_HELP = (
    f"Par exemple la décision du syndic. {MOST_FILES} fichiers au plus\u00a0: PDF, photo (aussi celles d’un "
    "téléphone), texte ou courriel."
)
PROOF_HELP = (
    "Joignez la preuve que vous représentez cette personne (procuration, mandat, jugement); sinon, nous vous la "
    "demanderons."
)
_PHONE = re.compile(r"[\d\s().+\-/x#,;:]*(?:poste|ext)?[\d\s().x#]*", re.IGNORECASE)
_FEWEST_DIGITS, _MOST_DIGITS = 7, 20


@dataclass(frozen=True)
class _Need:
    """What a way to answer needs."""

    field: str
    words: str


NEEDS = {
    "email": _Need("email", "Inscrivez votre courriel, ou choisissez une autre façon de vous joindre."),
    "phone": _Need("phone", "Inscrivez votre téléphone, ou choisissez une autre façon de vous joindre."),
    "mail": _Need("address", "Inscrivez votre adresse, ou choisissez une autre façon de vous joindre."),
}


def checked_phone(text: str) -> str:
    """Will return the number as typed.

    :raises ValidationError: it has not the digits of a telephone number.
    """
    digits = sum(character.isdecimal() for character in text)
    if text and not (_PHONE.fullmatch(text) and _FEWEST_DIGITS <= digits <= _MOST_DIGITS):
        raise ValidationError(PHONE)
    return text


class ContactStep(StepForm):
    """Step 4: who asks, and at least one way to answer."""

    extras = (Extra(code="accommodations", label="J’ai besoin d’une adaptation", fields=("accommodations",)),)

    who = PickField(
        label="Vous faites cette demande",
        choices=WHO,
        hints=WHO_HINTS,
        required_text="Dites pour qui vous faites cette demande.",
    )
    represented = LineField(
        label="Nom de la personne que vous représentez",
        max_length=200,
        help_text="Prénom et nom.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        required_text="Inscrivez le nom de la personne pour qui vous faites cette demande.",
    )
    name = LineField(
        label="Votre nom",
        max_length=200,
        help_text="Prénom et nom.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        required_text="Inscrivez votre nom\u00a0: nous en avons besoin pour vous répondre.",
    )
    signatories = TextField(
        label="Les autres personnes qui signent",
        max_length=4000,
        help_text="Une personne par ligne\u00a0: son nom, puis son courriel ou son téléphone si elle veut être "
        "jointe. Exemple\u00a0: Jean Roy, jean.roy@exemple.ca",
        widget=forms.Textarea(attrs={"rows": 4}),
        required_text="Inscrivez au moins une autre personne, ou choisissez «\u00a0Pour moi-même\u00a0».",
    )
    preferred_channel = PickField(
        label="Comment préférez-vous recevoir notre réponse?",
        help_text="Une seule façon de vous joindre suffit; inscrivez-la ci-dessous.",
        choices=CHANNELS,
        required_text="Choisissez comment nous pouvons vous joindre.",
    )
    email = LineField(
        label="Courriel",
        max_length=254,
        help_text="Exemple\u00a0: nom@domaine.ca",
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
    )
    phone = LineField(
        label="Téléphone",
        max_length=40,
        help_text="Avec l’indicatif régional, et celui du pays hors du Canada et des États-Unis.",
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    address = TextField(
        label="Adresse postale",
        max_length=1000,
        help_text="Telle qu’on l’écrit sur une enveloppe, avec le pays hors du Canada.",
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
    )
    accommodations = TextField(
        label="L’adaptation dont vous avez besoin",
        max_length=1000,
        help_text="Par exemple\u00a0: gros caractères, appel plutôt que lettre, interprète, plus de temps.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def prepare(self) -> None:
        """Will ask only what the person’s own case calls for."""
        who = self.who_asks
        named = who != "anonymous"
        self.keep_only(
            {
                "represented": who in {"representative", "parent"},
                "signatories": who == "several",
                **dict.fromkeys(("name", "preferred_channel", "email", "phone", "address"), named),
            }
        )
        if who == "parent":
            self.fields["represented"].label = "Nom de votre enfant"
        self.signing: tuple[Signatory, ...] = ()

    @property
    def who_asks(self) -> str:
        """For whom the request is made; anything unknown is the person herself."""
        who = self.draft.values.get("who", "")
        return who if who in dict(WHO) else "self"

    def clean_email(self) -> str:
        """Will refuse an address that cannot be written to."""
        text: str = self.cleaned_data["email"]
        if text:
            try:
                validate_email(text)
            except ValidationError:
                raise ValidationError(EMAIL) from None
        return text

    def clean_phone(self) -> str:
        """Will refuse what has not the digits of a telephone number."""
        return checked_phone(self.cleaned_data["phone"])

    def clean_signatories(self) -> str:
        """Will read one person a line."""
        text: str = self.cleaned_data["signatories"]
        self.signing, problems = read_signatories(text)
        if problems:
            raise ValidationError(list(problems))
        return text

    def check(self) -> None:
        """Will ask for the address of the chosen way to answer."""
        need = NEEDS.get(self.cleaned_data.get("preferred_channel", ""))
        if need and need.field in self.cleaned_data and not self.cleaned_data[need.field]:
            self.add_error(need.field, need.words)


class SendStep(StepForm):
    """Step 5: files and consent."""

    attachments = FilesField(label="Fichiers à joindre", required=False, help_text=FILES_HELP)
    consent = forms.BooleanField(
        label="Votre accord",
        error_messages={"required": "Cochez cette case pour que nous puissions traiter votre demande."},
    )

    def prepare(self) -> None:
        """Will remind of the proof of a mandate."""
        if self.draft.values.get("who") == "representative":
            self.fields["attachments"].help_text = f"{PROOF_HELP} {FILES_HELP}"

    def refuse_consent(self, words: str) -> None:
        """Will say why the agreement has to be given again."""
        self.add_error("consent", words)

    def clean(self) -> dict[str, Any]:
        """Will check files and consent only: every other answer was checked by its own step."""
        return self.cleaned_data
