"""The mail room's form: one piece, who sent it, what becomes of it; more people and orders appear on demand.

It validates what is typed; buttons « Ajouter » send the form back with one more set of fields, without JavaScript.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from egide.interfaces.staff.forms_opening import NO_ORDER, Offered, OpeningForm, _choice, _text
from egide.kernel.dossiers.models import Channel
from egide.kernel.parties.models import PartyRole
from egide.modules.correspondence.actions import check_receipt
from egide.modules.correspondence.models import Fate, SealedTo
from egide.modules.information_cards.models import Body, Outcome, Theme
from egide.modules.interventions.models import Situation
from egide.platform.errors.failures import Refused

MOST_MORE = 10  # people, or orders, that one form may add
MEDIA = [(c.value, str(c.label).capitalize()) for c in Channel if c is not Channel.FORM]
FATES = (
    (Fate.OPENED.value, "Ouvrir un dossier"),
    (Fate.JOINED.value, "Joindre à un dossier"),
    (Fate.CARD.value, "Compter une fiche de renseignement"),
    (Fate.UNIT.value, "Remettre à une autre unité"),
)
CIVILITIES = (
    ("", "Inconnue, ou non dite"),
    ("madame", "Madame"),
    ("monsieur", "Monsieur"),
    ("maitre", "Maître"),
)
ROLES = (
    (PartyRole.CO_REQUESTER.value, "Autre signataire"),
    (PartyRole.REPRESENTATIVE.value, "Personne mandatée"),
)
KINDS = {PartyRole.CO_REQUESTER.value, PartyRole.REPRESENTATIVE.value}
EMAIL_SAID = {"invalid": "Cette adresse de courriel n’est pas complète. Exemple\u00a0: nom@exemple.ca"}
DAY_SAID = {"invalid": "Écrivez le jour sous la forme AAAA-MM-JJ. Exemple\u00a0: 2026-03-03"}


# What opening a dossier asks for, and the sentence when it is missing.
OPENING = {
    "title": "Donnez un titre au dossier.",
    "summary": "Dites en quelques mots ce que la personne demande.",
    "mechanism": "Choisissez le mécanisme visé.",
    "unit": "Choisissez l’unité qui traite le dossier.",
}

ASKED = {
    "joined_number": (Fate.JOINED.value, "Écrivez le numéro du dossier."),
    "other_unit": (Fate.UNIT.value, "Choisissez l’unité à qui la pièce est remise."),
    "theme": (Fate.CARD.value, "Choisissez le sujet de la question."),
    "body": (Fate.CARD.value, "Dites vers qui la personne est dirigée."),
    "result": (Fate.CARD.value, "Dites l’issue."),
}


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, none required; the store judges each of them."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Will return the files that were chosen, the empty ones too: the store says so by name."""
        return [one for one in (data if isinstance(data, list | tuple) else [data]) if one]


def _day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=help_text,
        error_messages=DAY_SAID | {"required": f"«\u00a0{label}\u00a0» doit être rempli."},
    )


class PieceForm(OpeningForm):
    """A piece of mail, a call or a visit: how and when, from whom, and what becomes of it."""

    channel = _choice("Arrivée", MEDIA)
    site = _choice("Reçue au bureau de")
    received_on = _day(
        "Jour de réception", help_text="C’est le jour 0 des délais, même après 16\u00a0h\u00a030."
    )
    document_on = _day("Date du document", required=False)
    original_at = _text(
        "Où est l’original", 200, required=False, help_text="Chemise, classeur, boîte de courriel…"
    )
    civility = forms.ChoiceField(label="Civilité", choices=CIVILITIES, required=False)
    name = _text("Expéditeur", 200, required=False)
    anonymous = forms.BooleanField(label="La personne veut rester anonyme", required=False)
    minor = forms.BooleanField(label="La personne a moins de 18 ans", required=False)
    email = forms.EmailField(label="Courriel", required=False, max_length=254, error_messages=EMAIL_SAID)
    phone = _text("Téléphone", 40, required=False)
    address = _text("Adresse postale", 1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    fate = forms.ChoiceField(label="Ce qu’on en fait", choices=FATES, widget=forms.RadioSelect)
    joined_number = _text(
        "Numéro du dossier",
        40,
        required=False,
        help_text="Pour joindre la pièce. Exemple\u00a0: INT-2026-00012",
    )
    other_unit = _choice("Unité à qui la remettre", required=False)
    theme = _choice("Sujet de la question", Theme.choices, required=False)
    body = _choice("Personne dirigée vers", Body.choices, required=False)
    result = _choice("Issue", Outcome.choices, required=False)
    situation = _choice(
        "La personne s’est-elle adressée au syndic de l’ordre?", Situation.choices, required=False
    )
    summary = _text(
        "Ce que la personne demande", 8000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    wish = _text("Ce qu’elle souhaite", 4000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    scans = FilesField(label="Documents numérisés", required=False, help_text="Ils sont gardés tels quels.")

    ARRIVAL = ("channel", "site", "received_on", "scans")
    PAPER = ("document_on", "original_at")
    SENDER = ("name", "civility", "email", "phone", "address", "anonymous", "minor")
    CARD = ("theme", "body", "result")
    MATTER = ("title", "summary", "wish", "order")
    REST = ("mechanism", "situation", "unit", "person")

    def __init__(
        self,
        offered: Offered,
        *,
        now: datetime,
        other_units: tuple[tuple[str, str], ...],
        people: int = 0,
        orders: int = 0,
        data: Any = None,
        files: Any = None,
        initial: Any = None,
    ) -> None:
        super().__init__(offered, data, initial=initial)
        self.files = files or MultiValueDict()
        self.now, self.people_count, self.orders_count = now, _bounded(people), _bounded(orders)
        self._offer("site", offered.sites)
        self._offer("other_unit", (("", "Aucune"), *other_units))
        asked = str((data or self.initial).get("fate") or Fate.OPENED.value)
        for name, sentence in OPENING.items():
            # Marked as asked for when a dossier is opened; another fate asks for none of them.
            self.fields[name].required = asked == Fate.OPENED.value
            self.fields[name].error_messages["required"] = sentence
        for name, (fate, sentence) in ASKED.items():
            # Shown only beside the fate that asks for it: until one is sent, it says so.
            self.fields[name].required = data is None or asked == fate
            self.fields[name].error_messages["required"] = sentence
        if data is None:
            # How and when are proposed from the piece before: typing starts at the sender.
            self.fields["name"].widget.attrs["autofocus"] = True
        for number in range(1, self.people_count + 1):
            self._add_person(number)
        for number in range(1, self.orders_count + 1):
            self.fields[f"order_{number}"] = _choice(
                f"Autre ordre visé ({number})", (NO_ORDER, *offered.orders), required=False
            )

    def _add_person(self, number: int) -> None:
        of = f"p{number}_"
        self.fields[of + "role"] = _choice("Rôle", ROLES, required=False)
        self.fields[of + "name"] = _text("Nom", 200, required=False)
        self.fields[of + "email"] = forms.EmailField(
            label="Courriel", required=False, max_length=254, error_messages=EMAIL_SAID
        )
        self.fields[of + "phone"] = _text("Téléphone", 40, required=False)
        self.fields[of + "address"] = _text(
            "Adresse postale", 1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
        )
        self.fields[of + "proof"] = forms.FileField(
            label="Preuve du mandat", required=False, allow_empty_file=True
        )

    def arrival(self) -> list[forms.BoundField]:
        """How and when it came."""
        return self._some(self.ARRIVAL)

    def paper(self) -> list[forms.BoundField]:
        """What is seldom known of a paper: its own date, where the original is."""
        return self._some(self.PAPER)

    def paper_known(self) -> bool:
        """Will tell whether any of it is filled in, or refused."""
        return any(self[name].value() or self[name].errors for name in self.PAPER)

    def sender(self) -> list[forms.BoundField]:
        """From whom."""
        return self._some(self.SENDER)

    def card(self) -> list[forms.BoundField]:
        """What a card counts, when the piece only asks for information."""
        return self._some(self.CARD)

    def matter(self) -> list[forms.BoundField]:
        """What is asked, and of which order."""
        return self._some(self.MATTER)

    def rest(self) -> list[forms.BoundField]:
        """Where the dossier goes."""
        return self._some(self.REST)

    def _some(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        return [self[name] for name in names]

    def more_people(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        """Will give each further person's fields."""
        for number in range(1, self.people_count + 1):
            names = [f"p{number}_{part}" for part in ("role", "name", "email", "phone", "address", "proof")]
            yield number, [self[name] for name in names]

    def more_orders(self) -> list[forms.BoundField]:
        """Will give the fields of the further orders."""
        return [self[f"order_{number}"] for number in range(1, self.orders_count + 1)]

    def clean(self) -> dict[str, Any]:
        """Will ask what each fate needs, and nothing more."""
        cleaned = super().clean()
        if cleaned.get("received_on"):
            try:
                check_receipt(cleaned["received_on"], self.now)
            except Refused as refusal:
                self.add_error("received_on", refusal.what)
        if cleaned.get("document_on") and cleaned["document_on"] > timezone.localdate(self.now):
            self.add_error("document_on", "La date du document ne peut pas être dans l’avenir.")
        if cleaned.get("fate") == Fate.OPENED:
            self._need_person(cleaned)
        for number in range(1, self.people_count + 1):
            reached = [cleaned.get(f"p{number}_{part}") for part in ("email", "phone", "address", "proof")]
            if any(reached) and not cleaned.get(f"p{number}_name"):
                self.add_error(f"p{number}_name", "Écrivez le nom de cette personne.")
        return cleaned

    def _need_person(self, cleaned: Mapping[str, Any]) -> None:
        if not cleaned.get("name") and not cleaned.get("anonymous"):
            self.add_error("name", "Écrivez le nom, ou cochez que la personne veut rester anonyme.")

    @property
    def received_at(self) -> datetime:
        """The moment of receipt: now for today; noon for an earlier day, whose hour nobody wrote down."""
        day: date = self.cleaned_data["received_on"]
        noon = timezone.make_aware(datetime.combine(day, time(12)))
        return min(noon, self.now) if day < timezone.localdate(self.now) else self.now - timedelta(seconds=1)


class DropForm(forms.Form):
    """A file dropped on the mail room: an e-mail, or a scanned letter."""

    file = forms.FileField(
        label="Courriel (.eml) ou document numérisé",
        allow_empty_file=True,
        error_messages={
            "required": "Choisissez un fichier.",
            "missing": "Choisissez un fichier.",
            "invalid": "Le fichier n’a pas été reçu au complet. Choisissez-le de nouveau.",
        },
    )


class SealedForm(forms.Form):
    """A sealed piece: dates, medium, hand-over. There is no field for a sender, a subject or a file."""

    addressed_to = _choice("Adressé à", SealedTo.choices)
    medium = _choice("Arrivée", MEDIA)
    site = _choice("Reçu au bureau de")
    received_on = _day("Jour de réception")
    handed_to = _text("Remis à", 200, help_text="Le nom de la personne qui l’a pris en main.")
    handed_time = forms.TimeField(
        label="Heure de la remise, aujourd’hui",
        input_formats=["%H:%M", "%H h %M", "%H h"],
        widget=forms.TimeInput(format="%H:%M"),
        help_text="Sur 24 heures. Exemple\u00a0: 14:30",
        error_messages={
            "required": "Écrivez l’heure de la remise.",
            "invalid": "Écrivez l’heure sur 24 heures, comme 14:30.",
        },
    )

    def __init__(self, sites: Any, *, now: datetime, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.now = now
        field = self.fields["site"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(sites)

    def clean(self) -> dict[str, Any]:
        """Will refuse what has not happened yet."""
        cleaned = super().clean() or {}
        if cleaned.get("received_on"):
            try:
                check_receipt(cleaned["received_on"], self.now)
            except Refused as refusal:
                self.add_error("received_on", refusal.what)
        if cleaned.get("handed_time") is not None and self.handed_at(cleaned) > self.now:
            self.add_error("handed_time", "La remise ne peut pas être dans l’avenir.")
        return cleaned

    def handed_at(self, cleaned: Mapping[str, Any]) -> datetime:
        """The moment of the hand-over, on the Office's clock."""
        return timezone.make_aware(datetime.combine(timezone.localdate(self.now), cleaned["handed_time"]))


class ReadBackForm(forms.Form):
    """The day on which the request was read back to the person."""

    on = _day("Relu à la personne le")

    def __init__(self, *, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"on": today})
        self.today = today

    def clean_on(self) -> date:
        """Will refuse a day to come."""
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError("La relecture ne peut pas être dans l’avenir.")
        return day


def _bounded(wanted: int) -> int:
    return max(0, min(wanted, MOST_MORE))
