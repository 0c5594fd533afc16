"""Forms of the gallery: one field of each kind, and the second page of a public request.
They validate as real ones do; what they receive goes nowhere."""

from datetime import date

from django import forms

KINDS = (("", "Choisir…"), ("letter", "Lettre"), ("note", "Note interne"))
CHANNELS = (("email", "Courriel"), ("mail", "Poste"), ("phone", "Téléphone"))
ACTORS = (("syndic", "Syndic"), ("council", "Conseil de discipline"), ("committee", "Comité de révision"))
SITUATIONS = (
    ("silent", "Oui, et je n’ai pas de nouvelles"),
    ("declined", "Oui, et il a décidé de ne pas porter plainte"),
    ("not_yet", "Non, pas encore"),
    ("review", "J’attends l’avis du comité de révision"),
    ("other", "Autre situation, ou je ne sais pas"),
)
SITUATION_HINTS = {
    "silent": "Le syndic doit vous écrire dans les 90 jours, puis tous les 60 jours tant que l’enquête"
    " n’est pas terminée.",
    "declined": "Vous avez 30 jours après avoir reçu sa décision pour demander l’avis du comité de révision.",
    "not_yet": "Nous vous dirons comment joindre le syndic de l’ordre.",
}


class SpecimenForm(forms.Form):
    """One field of each kind that `ui_field` knows."""

    subject = forms.CharField(label="Objet", max_length=120, help_text="Une phrase courte.")
    phone = forms.CharField(label="Téléphone", required=False)
    kind = forms.ChoiceField(label="Nature", choices=KINDS)
    received_on = forms.DateField(label="Reçu le", widget=forms.DateInput)
    story = forms.CharField(
        label="Ce qui s’est passé", max_length=2000, widget=forms.Textarea, help_text="Dans vos mots."
    )
    channel = forms.ChoiceField(label="Comment vous répondre?", choices=CHANNELS, widget=forms.RadioSelect)
    actors = forms.MultipleChoiceField(
        label="Qui est concerné?", choices=ACTORS, widget=forms.CheckboxSelectMultiple, required=False
    )
    notice = forms.FileField(label="Décision reçue", required=False, help_text="PDF ou image, 50 Mo au plus.")
    agreed = forms.BooleanField(
        label="J’accepte que l’Office transmette ma demande à l’ordre.",
        help_text="Sans cet accord, l’Office vous répond sans nommer personne.",
    )


class RecourseForm(forms.Form):
    """The public form's second page."""

    situation = forms.ChoiceField(
        label="Avez-vous déjà demandé une enquête au syndic?",
        choices=SITUATIONS,
        widget=forms.RadioSelect,
        help_text="Choisissez ce qui ressemble le plus à ce que vous vivez.",
    )
    order = forms.CharField(
        label="Ordre professionnel", help_text="Commencez à écrire le nom de la profession ou de l’ordre."
    )
    asked_on = forms.DateField(
        label="Date de votre demande au syndic",
        widget=forms.DateInput,
        error_messages={"invalid": "Inscrivez une date comme 2026-03-03\u00a0: l’année, le mois, le jour."},
    )

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today = today
        self.fields["situation"].choice_hints = SITUATION_HINTS  # type: ignore[attr-defined]

    def clean_asked_on(self) -> date:
        asked: date = self.cleaned_data["asked_on"]
        if asked > self.today:
            raise forms.ValidationError(
                "Cette date n’est pas encore arrivée."
                " Inscrivez la date à laquelle vous avez fait votre demande."
            )
        return asked
