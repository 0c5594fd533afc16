"""The forms of notes, calls and reminders.

What may be written is checked here and, again, by the actions.
"""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from egide.kernel.lifecycle.answers import day_of
from egide.kernel.notes.models import LONGEST_REMINDER, LONGEST_TEXT, Direction

WRITE_DATE = "Écrivez la date sous la forme AAAA-MM-JJ."


class DayField(forms.CharField):
    """A day, typed AAAA-MM-JJ."""

    widget = forms.DateInput

    def clean(self, value: Any) -> Any:
        """Will read the day."""
        typed = super().clean(value).strip()
        if not typed and not self.required:
            return None
        day = day_of(typed)
        if day is None:
            raise forms.ValidationError(WRITE_DATE)
        return day


class NoteForm(forms.Form):
    """An internal note."""

    text = forms.CharField(
        label="Note",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Pour le personnel seulement. Une demande d’accès peut toutefois la viser.",
        error_messages={"required": "Écrivez la note."},
    )


class CallForm(forms.Form):
    """A call: with whom, when, who called, what was said."""

    person = forms.CharField(
        label="Personne au bout du fil",
        max_length=200,
        error_messages={"required": "Dites avec qui vous avez parlé."},
    )
    phone = forms.CharField(label="Numéro de téléphone", max_length=40, required=False)
    direction = forms.ChoiceField(
        label="Qui a appelé?",
        choices=Direction.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Dites qui a appelé.",
            "invalid_choice": "Choisissez l’une des réponses.",
        },
    )
    day = DayField(label="Jour de l’appel", max_length=10, error_messages={"required": WRITE_DATE})
    hour = forms.CharField(
        label="Heure",
        max_length=8,
        required=False,
        help_text="Par exemple 14\u00a0h\u00a030. Laissez vide si l’heure importe peu.",
    )
    summary = forms.CharField(
        label="Ce qui a été dit",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Résumez l’appel en une phrase ou deux."},
    )

    def __init__(self, *args: Any, now: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self.now = now

    def clean_hour(self) -> time:
        """Will read « 14 h 30 », « 14:30 » or « 14h »; nothing is midnight."""
        typed = "".join(self.cleaned_data["hour"].lower().split()).replace("h", ":").rstrip(":")
        if not typed:
            return time(0)
        hours, _, minutes = typed.partition(":")
        digits = hours.isascii() and hours.isdecimal() and (not minutes or minutes.isdecimal())
        if not digits or len(hours) > 2 or len(minutes) > 2 or int(hours) > 23 or int(minutes or 0) > 59:
            raise forms.ValidationError("Écrivez l’heure sous la forme 14\u00a0h\u00a030.")
        return time(int(hours), int(minutes or 0))

    def clean(self) -> dict[str, Any]:
        """Will refuse a call that has not taken place yet."""
        cleaned = super().clean() or {}
        if not self.errors and self.happened_at > self.now:
            self.add_error("day", "L’appel ne peut pas être daté dans l’avenir.")
        return cleaned

    @property
    def happened_at(self) -> datetime:
        """The instant of the call, in the Office's zone."""
        at = datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"])
        return timezone.make_aware(at)


class ReminderForm(forms.Form):
    """« Me rappeler le… »."""

    due_on = DayField(
        label="Me rappeler le", max_length=10, error_messages={"required": "Choisissez un jour."}
    )
    text = forms.CharField(
        label="De quoi?",
        max_length=LONGEST_REMINDER,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Écrivez ce qu’il faudra vous rappeler."},
    )
    number = forms.CharField(
        label="Numéro du dossier",
        max_length=40,
        required=False,
        help_text="Il est repris de la page d’où vous venez. Laissez vide si le rappel ne vise aucun dossier.",
    )

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today

    def clean_due_on(self) -> date:
        """Will refuse a day that is past."""
        day: date = self.cleaned_data["due_on"]
        return to_come(day, self.today)


class PostponeForm(forms.Form):
    """Another day for a reminder."""

    due_on = DayField(
        label="Me le rappeler plutôt le", max_length=10, error_messages={"required": "Choisissez un jour."}
    )

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today

    def clean_due_on(self) -> date:
        """Will refuse a day that is past."""
        day: date = self.cleaned_data["due_on"]
        return to_come(day, self.today)


def to_come(day: date, today: date) -> date:
    """Will return the day.

    :raises ValidationError: it is past, or in more than ten years.
    """
    if day < today:
        raise forms.ValidationError("Choisissez aujourd’hui ou un jour à venir.")
    if day.year > today.year + 10:
        # Reminders, measures, mandates, consultations: the sentence names none of them.
        raise forms.ValidationError("Choisissez un jour d’ici dix ans au plus.")
    return day
