"""The forms of the exchanges with the Protecteur du citoyen: opening, dates, recommendations, network, submission.

What may be chosen is read by pages_ombudsman_*.py; the actions check everything again.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from egide.interfaces.staff.forms_notes import DayField
from egide.interfaces.staff.forms_opening import CHANNELS, _choice, _text
from egide.kernel.dossiers.models import Channel
from egide.modules.ombudsman.vocabulary import Answered, MeetingKind, Nature

Choices = Sequence[tuple[str, str]]
CHOOSE_DAY = "Écrivez la date."


def _words(
    label: str, longest: int, *, required: bool = True, rows: int = 4, help_text: str = ""
) -> forms.CharField:
    return _text(
        label, longest, required=required, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


def _day(label: str, *, required: bool = True, help_text: str = "") -> DayField:
    return DayField(
        label=label,
        max_length=10,
        required=required,
        help_text=help_text,
        error_messages={"required": CHOOSE_DAY},
    )


class ExchangeForm(forms.Form):
    """What the delegate sends, by letter, e-mail or telephone."""

    nature = _choice("Nature", Nature.choices)
    subject = _choice("Sujet", help_text="Le sujet désigne la personne répondante.")
    delegate = _text("Déléguée ou délégué", 200)
    email = forms.EmailField(
        label="Courriel",
        required=False,
        max_length=254,
        error_messages={"invalid": "Ce courriel n’est pas complet."},
    )
    phone = _text("Téléphone", 40, required=False)
    their_reference = _text("Référence du Protecteur du citoyen", 60, required=False)
    channel = _choice("Reçu par", CHANNELS)
    received_on = _day("Reçu le")
    text = _words("Ce qui est demandé", 20_000, rows=7, help_text="Mot à mot, ou le résumé de l’appel.")
    asked_on = _day(
        "Date de réponse demandée",
        required=False,
        help_text="Si la déléguée ou le délégué en donne une. Sinon, une cible interne est proposée.",
    )
    linked_number = _text(
        "Numéro du dossier concerné",
        40,
        required=False,
        help_text="Même si vous n’y avez pas accès\u00a0: seul le numéro est gardé.",
    )

    def __init__(self, data: Any = None, *, subjects: Choices, today: date) -> None:
        super().__init__(data, initial={"received_on": today.isoformat(), "channel": Channel.EMAIL})
        self.today = today
        field = self.fields["subject"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(subjects)

    def clean_received_on(self) -> date:
        """Will refuse a day to come."""
        day: date = self.cleaned_data["received_on"]
        if day > self.today:
            raise forms.ValidationError("La date de réception est dans l’avenir.")
        return day

    def clean(self) -> dict[str, Any]:
        """Will refuse an answer asked for before the receipt."""
        cleaned = super().clean() or {}
        received, asked = cleaned.get("received_on"), cleaned.get("asked_on")
        if received and asked and asked < received:
            self.add_error("asked_on", "La date demandée précède la réception.")
        return cleaned

    def received_at(self, now: datetime) -> datetime:
        """Will give the instant of receipt: now for today, noon for a day before."""
        day: date = self.cleaned_data["received_on"]
        if day == self.today:
            return now
        return timezone.make_aware(datetime.combine(day, time(12)))


class MatterForm(forms.Form):
    """A form about one exchange: it knows today and what may be chosen."""

    def __init__(self, data: Any = None, *, today: date, offered: Choices = ()) -> None:
        super().__init__(data)
        self.today = today
        self.offer(offered)

    def offer(self, offered: Choices) -> None:
        """Will fill the choices; most forms have none."""


class DateForm(MatterForm):
    """The date by which the delegate wants the answer."""

    on = _day("Répondre au plus tard le")


class LinkForm(MatterForm):
    """The complaint concerned."""

    linked_number = _text("Numéro du dossier concerné", 40, help_text="Exemple\u00a0: INT-2026-00012")


class RecommendationForm(MatterForm):
    """A recommendation, as it came."""

    text = _words("Texte de la recommandation", 20_000, rows=6, help_text="Mot à mot.")
    received_on = _day("Reçue le")

    def offer(self, offered: Choices) -> None:
        """Will propose today."""
        self.fields["received_on"].initial = self.today.isoformat()


class AnswerForm(MatterForm):
    """What the Office answers to it."""

    answer = forms.ChoiceField(
        label="Réponse de l’Office",
        choices=Answered.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez l’une des réponses.",
            "invalid_choice": "Choisissez l’une des réponses.",
        },
    )
    reasons = _words("Raisons", 20_000, help_text="Elles figurent dans la lettre de suivi.")
    follow_up_on = _day(
        "Date de suivi", required=False, help_text="Le jour où l’Office rendra compte. Inutile pour un refus."
    )

    def offer(self, offered: Choices) -> None:
        """Will propose a quarter."""
        self.fields["follow_up_on"].initial = (self.today + timedelta(days=90)).isoformat()


class DoneForm(MatterForm):
    """What shows that it was carried out."""

    on = _day("Réalisée le")
    evidence = _words("Ce qui le montre", 4000)
    document = _choice("Document de l’échange", required=False)

    def offer(self, offered: Choices) -> None:
        """Will propose today, and the documents of the exchange."""
        self.fields["on"].initial = self.today.isoformat()
        field = self.fields["document"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Aucun"), *offered]


class SubmitForm(MatterForm):
    """What is asked of the president."""

    person = _choice("Présidence")
    words = _words("Ce que vous demandez", 4000, help_text="Une orientation, une décision, une signature.")

    def offer(self, offered: Choices) -> None:
        """Will propose whoever holds the presidency."""
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(offered)


class ConfirmForm(MatterForm):
    """Nothing but a confirmation."""


class OrientationForm(forms.Form):
    """What the president answers to the team."""

    text = _words("Orientation", 4000, rows=6)


class RespondentForm(forms.Form):
    """Someone of the network."""

    person = _choice("Personne répondante", help_text="Elle a déjà un rôle dans l’équipe.")
    unit = _choice("Unité représentée")
    subjects = forms.MultipleChoiceField(
        label="Sujets",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choisissez au moins un sujet.",
            "invalid_choice": "Choisissez parmi les sujets offerts.",
        },
    )
    since = _day("À compter du")

    def __init__(
        self,
        data: Any = None,
        *,
        people: Choices,
        units: Choices,
        subjects: Choices,
        today: date,
        chosen: str = "",
    ) -> None:
        super().__init__(data, initial={"since": today.isoformat(), "subjects": [chosen] if chosen else []})
        for name, choices in (("person", people), ("unit", units), ("subjects", subjects)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)


class EndForm(forms.Form):
    """The first day when someone no longer answers."""

    on = _day("Premier jour sans ce rôle")


class SubjectForm(forms.Form):
    """A subject of the network: a new one, or another name for one that is known."""

    name = _text("Nom du sujet", 80, help_text="Comme une déléguée ou un délégué le dirait.")
    on = _day("À compter du")

    def __init__(self, data: Any = None, *, today: date, name: str = "") -> None:
        super().__init__(data, initial={"on": today.isoformat(), "name": name})


class SubjectEndForm(forms.Form):
    """The first day when a subject is no longer offered."""

    on = _day("Premier jour sans ce sujet")


class DocumentForm(forms.Form):
    """A document of a meeting."""

    file = forms.FileField(
        label="Document",
        allow_empty_file=True,
        help_text="Ordre du jour, présentation, compte rendu. Il est gardé tel quel.",
        error_messages={
            "required": "Choisissez un fichier.",
            "missing": "Choisissez un fichier.",
            "invalid": "Le fichier n’a pas été reçu au complet. Choisissez-le de nouveau.",
        },
    )


class MeetingForm(forms.Form):
    """A meeting or a training that was held."""

    kind = _choice("Genre", MeetingKind.choices)
    held_on = _day("Tenue le")
    participants = _words("Personnes présentes", 4000, rows=3)
    subjects = _words("Sujets abordés", 4000, rows=3)
    documents = _words(
        "Documents",
        4000,
        required=False,
        rows=2,
        help_text="Leur titre, ou le numéro du dossier où ils sont classés. Les fichiers se joignent ensuite.",
    )
