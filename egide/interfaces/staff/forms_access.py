"""Forms of access requests: opening one that came by mail or by voice, and what its letters say of it.

They validate what is typed; the unit and the clock are the view's.
"""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from egide.interfaces.staff.forms_opening import CHANNELS, DAY_ZERO, _choice, _text
from egide.kernel.dossiers.models import Channel
from egide.modules.access_requests.models import Asked

HOW = (("written", "Par écrit"), ("oral", "De vive voix"))
SUBJECT_HELP = (
    "Complète la phrase des lettres\u00a0: «\u00a0…par laquelle vous souhaitez obtenir\u00a0». Exemple\u00a0: "
    "une copie du plan directeur en ressources informationnelles."
)
ORAL_HELP = (
    "Une demande verbale ne fait courir aucun délai et ne peut pas être révisée\u00a0: une lettre dit à la "
    "personne qu’elle peut écrire."
)


class NewAccessForm(forms.Form):
    """A request that did not come by the public form."""

    how = _choice("La demande est faite", HOW, help_text=ORAL_HELP)
    channel = _choice("Voie", CHANNELS)
    received_on = forms.DateField(
        label="Reçue le",
        help_text=DAY_ZERO,
        widget=forms.DateInput(format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],  # « 03-04-26 » is no year 2003: all the terms run from this day
        error_messages={
            "required": "Indiquez le jour de la réception\u00a0: tous les délais en partent.",
            "invalid": "Écrivez la date sous la forme AAAA-MM-JJ.",
        },
    )
    asked = _choice("Elle porte sur", Asked.choices)
    text = _text("Ce que la personne demande, dans ses mots", 8000, widget=forms.Textarea(attrs={"rows": 6}))
    subject = _text("Dans les lettres", 600, required=False, help_text=SUBJECT_HELP)
    name = _text("Nom de la personne", 200)
    email = _text("Courriel", 254, required=False)
    address = _text("Adresse postale", 1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    phone = _text("Téléphone", 40, required=False)

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, initial={"how": "written", "channel": Channel.POST, "received_on": today})
        self.today = today

    def clean_received_on(self) -> date:
        """Will refuse a day to come."""
        day: date = self.cleaned_data["received_on"]
        if day > self.today:
            raise ValidationError("Cette date est dans l’avenir.")
        return day

    def clean_email(self) -> str:
        """Will refuse an address that cannot be written to."""
        text: str = self.cleaned_data["email"].strip()
        if text:
            try:
                validate_email(text)
            except ValidationError:
                raise ValidationError(
                    "Vérifiez le courriel\u00a0: il s’écrit comme nom@domaine.ca."
                ) from None
        return text


class DescribeForm(forms.Form):
    """What the letters say of the request, and the numbers that others gave it."""

    asked = _choice("La demande porte sur", Asked.choices)
    subject = _text("Dans les lettres", 600, required=False, help_text=SUBJECT_HELP)
    commission_number = _text("Numéro de dossier de la Commission", 40, required=False)
    court_number = _text("Numéro de dossier de la Cour", 40, required=False)
